namespace OllamaSdk.Cli.Settings;

/// <summary>
/// Puts the settings together: a flag wins over the environment, that over the config file, that over the default. The SDK reads the
/// environment by itself where its options leave a setting open, so the file's values are given to it only where no variable is set.
/// </summary>
internal sealed class SettingsReader(Flags flags, ConfigFile file, string? path, Func<string, string?> variables)
{
    // A person waits: a dead address must be told within seconds, also after the second try.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);
    private const int Retries = 1;

    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _entries = [];

    /// <exception cref="UsageException">A flag or the file is wrong; the message says which.</exception>
    public LlmClientOptions Read()
    {
        var options = new LlmClientOptions
        {
            ReadVariable = variables,
            ConfigurationKey = _sources.GetValueOrDefault,
            AllowApiKeyOverHttp = file.AllowApiKeyOverHttp ?? false,
        };
        options.Targets.Add(ReadFirst());
        foreach (var (index, name) in (file.Fallbacks ?? []).Index().Where(fallback => fallback.Item != FirstName))
        {
            var key = Key($"fallbacks[{index}]");
            options.Targets.Add(ReadFallback(name ?? throw new UsageException($"{key} is null; it must be the name of a server."), options.Targets.Count, key));
        }

        ReadTimes(options);
        return options;
    }

    private string FirstName => flags.Provider ?? file.Provider ?? file.Providers?.Keys.FirstOrDefault() ?? LlmProviders.Ollama.Name;

    private LlmTarget ReadFirst()
    {
        const string Name = "Targets[0]";
        if (flags.Provider is not null)
        {
            _sources[$"{Name}.Provider"] = "--provider";
        }
        else if (file.Provider is not null || file.Providers is { Count: > 0 })
        {
            _sources[$"{Name}.Provider"] = Key(file.Provider is not null ? "provider" : "providers");
        }

        var target = ReadEntry(FirstName, Name, IsSet);
        if (flags.BaseUrl is not null)
        {
            (target.Endpoint, target.ApiKey) = (flags.BaseUrl, null);
            target.Headers.Clear();
            _sources[$"{Name}.Endpoint"] = "--base-url";
        }

        if (flags.Model is not null)
        {
            target.Model = flags.Model;
            _sources[$"{Name}.Model"] = "--model";
        }

        return target;
    }

    private LlmTarget ReadFallback(string name, int target, string key)
    {
        _sources[$"Targets[{target}].Provider"] = key;
        // Variables are about the server that is asked first; two servers of a kind would otherwise become one.
        var fallback = ReadEntry(name, $"Targets[{target}]", static _ => false);
        var provider = LlmProviders.Find(fallback.Provider);
        // The SDK would read them for what is left open here.
        fallback.Endpoint ??= provider?.DefaultEndpoint;
        fallback.Model ??= provider?.DefaultModel;
        return fallback;
    }

    private LlmTarget ReadEntry(string name, string setting, Func<string?, bool> isSet)
    {
        _entries.Add(name);
        var (entry, key) = (file.Providers?.GetValueOrDefault(name) ?? new ProviderEntry(), $"providers.{name}");
        var kind = entry.Provider ?? name;
        var provider = LlmProviders.Find(kind.Equals("openai", StringComparison.OrdinalIgnoreCase) ? LlmProviders.OpenAICompatible.Name : kind);
        var target = new LlmTarget { Provider = provider?.Name ?? kind };
        if (provider is null)
        {
            // The SDK says which providers there are.
            return target;
        }

        var addressIsElsewhere = provider.EndpointVariables.Any(isSet);
        target.Endpoint = Take(addressIsElsewhere ? null : entry.BaseUrl, $"{setting}.Endpoint", $"{key}.base_url");
        target.Model = Take(isSet(provider.ModelVariable) ? null : entry.Model, $"{setting}.Model", $"{key}.model");
        target.ContextLength = Take(entry.ContextLength, $"{setting}.ContextLength", $"{key}.context_length");
        target.KeepAlive = entry.KeepAlive is { } time ? TimeText.KeepAlive(time, Key($"{key}.keep_alive")) : null;
        if (addressIsElsewhere)
        {
            return target;
        }

        // Key and headers belong to the file's address and go to no other.
        target.ApiKey = Take(entry.ApiKey, $"{setting}.ApiKey", $"{key}.api_key");
        foreach (var (header, value) in entry.Headers ?? [])
        {
            target.Headers[header] = value;
            _sources[$"{setting}.Headers"] = Key($"{key}.headers");
        }

        return target;
    }

    private void ReadTimes(LlmClientOptions options)
    {
        var times = new TimerReader(flags.Timeouts, IsSet, _sources);
        times.ReadFlags(options.Timeouts);
        times.Read(file.Timeout is { } whole ? new() { ["total"] = whole } : null, options.Timeouts, "Timeouts", _ => Key("timeout"), LlmProviders.Find(options.Targets[0].Provider));
        times.Read(file.Timeouts, options.Timeouts, "Timeouts", name => Key($"timeouts.{name}"), LlmProviders.Find(options.Targets[0].Provider));
        foreach (var (index, (target, name)) in options.Targets.Zip(_entries).Index())
        {
            times.Read(
                file.Providers?.GetValueOrDefault(name)?.Timeouts, target.Timeouts, $"Targets[{index}].Timeouts", timer => Key($"providers.{name}.timeouts.{timer}"), LlmProviders.Find(target.Provider));
        }

        times.ReadDefault(options.Timeouts, nameof(options.Timeouts.Connect), ConnectLimit);

        if (!IsSet("LLM_CLIENT_MAX_RETRIES"))
        {
            options.Retry.MaxRetries = Take(file.Retry?.MaxRetries, "Retry.MaxRetries", "retry.max_retries") ?? Retries;
        }

        if (Take(IsSet("LLM_CLIENT_RETRY_DELAY") ? null : file.Retry?.BaseDelay, "Retry.BaseDelay", "retry.base_delay") is { } delay)
        {
            options.Retry.BaseDelay = TimeText.Parse(delay, Key("retry.base_delay"));
        }

        if (Take(file.Retry?.MaxDelay, "Retry.MaxDelay", "retry.max_delay") is { } longest)
        {
            options.Retry.MaxDelay = TimeText.Parse(longest, Key("retry.max_delay"));
        }

        if (Take(IsSet("LLM_CLIENT_CACHE_TTL") ? null : file.Cache?.Ttl, "ModelCacheLifetime", "cache.ttl") is { } lifetime)
        {
            options.ModelCacheLifetime = TimeText.Parse(lifetime, Key("cache.ttl"));
        }
    }

    private T Take<T>(T value, string setting, string key)
    {
        if (value is not null)
        {
            _sources[setting] = Key(key);
        }

        return value;
    }

    private string Key(string key) => $"{key} of {path}";

    private bool IsSet(string? variable) => variable is not null && !string.IsNullOrWhiteSpace(variables(variable));
}
