namespace OllamaSdk.Cli.Settings;

/// <summary>
/// Puts the settings together: a flag wins over the environment, that over the profile, that over the rest of the file, that over the default. The SDK
/// reads the environment by itself where its options leave a setting open, so the file's values are given to it only where no variable is set.
/// </summary>
/// <param name="flags">What was typed.</param>
/// <param name="file">The settings file.</param>
/// <param name="origin">Where a key of the file stands, in words.</param>
/// <param name="variables">The environment.</param>
internal sealed class SettingsReader(Flags flags, ConfigFile file, Func<string, string> origin, Func<string, string?> variables)
{
    // A person waits: a dead address must be told within seconds, also after the second try.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);
    private const int Retries = 1;

    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _entries = [];
    private (SettingsGroup Group, string Prefix)[] _layers = [];

    /// <summary>The profile that holds; known once all has been read.</summary>
    public ProfileChoice? Profile { get; private set; }

    /// <exception cref="UsageException">A flag or the file is wrong; the message says which.</exception>
    public LlmClientOptions Read()
    {
        Profile = ProfileChoice.Find(flags.Profile, file, origin, variables);
        _layers = Profile is null ? [(file, "")] : [(Profile.Group, $"profiles.{Profile.Name}."), (file, "")];
        var options = new LlmClientOptions
        {
            ReadVariable = variables,
            ConfigurationKey = _sources.GetValueOrDefault,
            AllowApiKeyOverHttp = Find(group => group.AllowApiKeyOverHttp, "allow_api_key_over_http").Value ?? false,
        };
        options.Targets.Add(ReadFirst());
        var (fallbacks, key) = Find(group => group.Fallbacks, "fallbacks");
        foreach (var (index, name) in (fallbacks ?? []).Index().Where(fallback => fallback.Item != FirstName))
        {
            var place = origin($"{key}[{index}]");
            options.Targets.Add(ReadFallback(name ?? throw new UsageException($"{place} is null; it must be the name of a server."), options.Targets.Count, place));
        }

        ReadTimes(options);
        return options;
    }

    private string FirstName => flags.Provider ?? NameOf(0);

    // Which server is asked first by the layers from this one on.
    private string NameOf(int layer) =>
        _layers.Skip(layer).Select(one => one.Group.Provider).FirstOrDefault(name => name is not null) ?? file.Providers?.Keys.FirstOrDefault() ?? LlmProviders.Ollama.Name;

    private LlmTarget ReadFirst()
    {
        const string Name = "Targets[0]";
        if (flags.Provider is not null)
        {
            _sources[$"{Name}.Provider"] = "--provider";
        }
        else if (Find(group => group.Provider, "provider") is ({ }, var key))
        {
            _sources[$"{Name}.Provider"] = origin(key);
        }
        else if (file.Providers is { Count: > 0 })
        {
            _sources[$"{Name}.Provider"] = origin("providers");
        }

        var target = ReadEntry(FirstName, Name, IsSet);
        for (var layer = _layers.Length - 1; layer >= 0 && LlmProviders.Find(target.Provider) is { } provider; layer--)
        {
            // What is said of one server must not be taken for another.
            if (FirstName.Equals(NameOf(layer), StringComparison.OrdinalIgnoreCase))
            {
                Apply(target, Name, _layers[layer].Group, _layers[layer].Prefix, provider, IsSet);
            }
        }

        if (flags.BaseUrl is not null)
        {
            SetAddress(target, Name, flags.BaseUrl, "--base-url");
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
        var entry = file.Providers?.GetValueOrDefault(name) ?? new ProviderEntry();
        var kind = entry.Provider ?? name;
        var provider = LlmProviders.Find(kind.Equals("openai", StringComparison.OrdinalIgnoreCase) ? LlmProviders.OpenAICompatible.Name : kind);
        var target = new LlmTarget { Provider = provider?.Name ?? kind };
        // Where there is no such provider the SDK says which there are.
        if (provider is not null)
        {
            Apply(target, setting, entry, $"providers.{name}.", provider, isSet);
        }

        return target;
    }

    private void Apply(LlmTarget target, string setting, ProviderEntry entry, string prefix, LlmProvider provider, Func<string?, bool> isSet)
    {
        var addressIsElsewhere = provider.EndpointVariables.Any(isSet);
        if (entry.BaseUrl is { } address && !addressIsElsewhere)
        {
            SetAddress(target, setting, address, origin($"{prefix}base_url"));
        }

        if (entry.Model is { } model && !isSet(provider.ModelVariable))
        {
            target.Model = model;
            _sources[$"{setting}.Model"] = origin($"{prefix}model");
        }

        if (entry.ContextLength is { } length)
        {
            target.ContextLength = length;
            _sources[$"{setting}.ContextLength"] = origin($"{prefix}context_length");
        }

        target.KeepAlive = entry.KeepAlive is { } time ? TimeText.KeepAlive(time, origin($"{prefix}keep_alive")) : target.KeepAlive;
        if (addressIsElsewhere)
        {
            return;
        }

        if (entry.ApiKey is { } secret)
        {
            target.ApiKey = secret;
            _sources[$"{setting}.ApiKey"] = origin($"{prefix}api_key");
        }

        foreach (var (header, value) in entry.Headers ?? [])
        {
            target.Headers[header] = value;
            _sources[$"{setting}.Headers"] = origin($"{prefix}headers");
        }
    }

    // Key and headers belong to an address, and go to no other.
    private void SetAddress(LlmTarget target, string setting, string address, string source)
    {
        (target.Endpoint, target.ApiKey) = (address, null);
        target.Headers.Clear();
        _sources[$"{setting}.Endpoint"] = source;
        _sources.Remove($"{setting}.ApiKey");
        _sources.Remove($"{setting}.Headers");
    }

    private void ReadTimes(LlmClientOptions options)
    {
        var times = new TimerReader(flags.Timeouts, IsSet, _sources);
        var first = LlmProviders.Find(options.Targets[0].Provider);
        times.ReadFlags(options.Timeouts);
        foreach (var (group, prefix) in _layers)
        {
            // A profile wins over each server's own; those win over what the file says of all.
            if (group == file)
            {
                foreach (var (index, (target, name)) in options.Targets.Zip(_entries).Index())
                {
                    times.Read(
                        file.Providers?.GetValueOrDefault(name)?.Timeouts, target.Timeouts, $"Targets[{index}].Timeouts", timer => origin($"providers.{name}.timeouts.{timer}"), LlmProviders.Find(target.Provider));
                }
            }

            times.Read(group.Timeouts, options.Timeouts, "Timeouts", name => origin($"{prefix}timeouts.{name}"), first, decides: true);
            times.Read(group.Timeout is { } whole ? new() { ["total"] = whole } : null, options.Timeouts, "Timeouts", _ => origin($"{prefix}timeout"), first, decides: true);
        }

        times.ReadDefault(options.Timeouts, nameof(options.Timeouts.Connect), ConnectLimit);

        if (!IsSet("LLM_CLIENT_MAX_RETRIES"))
        {
            options.Retry.MaxRetries = Take(group => group.Retry?.MaxRetries, "Retry.MaxRetries", "retry.max_retries").Value ?? Retries;
        }

        if (!IsSet("LLM_CLIENT_RETRY_DELAY") && Take(group => group.Retry?.BaseDelay, "Retry.BaseDelay", "retry.base_delay") is ({ } delay, var delayKey))
        {
            options.Retry.BaseDelay = TimeText.Parse(delay, origin(delayKey));
        }

        if (Take(group => group.Retry?.MaxDelay, "Retry.MaxDelay", "retry.max_delay") is ({ } longest, var longestKey))
        {
            options.Retry.MaxDelay = TimeText.Parse(longest, origin(longestKey));
        }

        if (!IsSet("LLM_CLIENT_CACHE_TTL") && Take(group => group.Cache?.Ttl, "ModelCacheLifetime", "cache.ttl") is ({ } lifetime, var lifetimeKey))
        {
            options.ModelCacheLifetime = TimeText.Parse(lifetime, origin(lifetimeKey));
        }
    }

    // The first layer that says something, and its key there.
    private (T? Value, string Key) Find<T>(Func<SettingsGroup, T?> of, string key)
    {
        var (group, prefix) = Array.Find(_layers, layer => of(layer.Group) is not null);
        return group is null ? default : (of(group), prefix + key);
    }

    private (T? Value, string Key) Take<T>(Func<SettingsGroup, T?> of, string setting, string key)
    {
        var found = Find(of, key);
        if (found.Value is not null)
        {
            _sources[setting] = origin(found.Key);
        }

        return found;
    }

    private bool IsSet(string? variable) => variable is not null && !string.IsNullOrWhiteSpace(variables(variable));
}
