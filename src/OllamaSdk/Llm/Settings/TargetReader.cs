using OllamaSdk.Transport;

namespace OllamaSdk.Llm;

/// <summary>Fills in what the targets leave to their providers and to the environment.</summary>
internal sealed class TargetReader(LlmClientOptions options, ForeignClientHandler? foreign, SettingsLog log)
{
    public IReadOnlyList<TargetSettings> Read()
    {
        if (options.Targets.Count == 0)
        {
            throw new LlmConfigurationException($"Targets is empty: name at least one server, for example new LlmTarget(LlmProviders.Ollama, \"llama3.2\"). {log.Whence("Targets", SettingOrigin.Default)}");
        }

        var targets = new List<TargetSettings>();
        for (var i = 0; i < options.Targets.Count; i++)
        {
            foreach (var (read, endpointName) in Read(options.Targets[i], $"Targets[{i}]"))
            {
                var twin = targets.Find(t => t.Provider == read.Provider && t.Address == read.Address && t.Model == read.Model);
                if (twin is not null)
                {
                    throw new LlmConfigurationException(
                        $"{read.Name} is the same server and model as {twin.Name} ({read.Provider.Name} at {read.Address}): a fallback would go round in a circle. {log.Whence(endpointName)}");
                }

                targets.Add(read);
            }
        }

        if (options.Headers.Count > 0 && targets.Select(t => t.Address.Authority).Distinct().Count() > 1)
        {
            throw new LlmConfigurationException($"Headers would go to every server: set those of each server in its target's Headers. {log.Whence("Headers")}");
        }

        if (targets.Find(t => OptionChecks.IsInClear(t.Endpoint, options.AllowApiKeyOverHttp)) is { } inClear)
        {
            try
            {
                OptionChecks.NoSecretInClear(options.Headers, inClear.Address, "Headers");
                foreign?.NoSecretInClear(inClear.Address);
            }
            catch (ArgumentException e)
            {
                throw ClientSettings.Wrong(log, e.ParamName!, e);
            }
        }

        return targets;
    }

    private IEnumerable<(TargetSettings Target, string EndpointName)> Read(LlmTarget? target, string name)
    {
        if (target is null)
        {
            throw new LlmConfigurationException($"{name} is null. {log.Whence(name)}");
        }

        if (target.Endpoints.Count == 0)
        {
            yield return (Read(target, name, target.Endpoint, $"{name}.Endpoint", null), $"{name}.Endpoint");
        }
        else if (!string.IsNullOrWhiteSpace(target.Endpoint))
        {
            throw new LlmConfigurationException($"{name} has both Endpoint and Endpoints: put all addresses into Endpoints. {log.Whence($"{name}.Endpoint")}");
        }

        for (var i = 0; i < target.Endpoints.Count; i++)
        {
            var member = $"{name}.Endpoints[{i}]";
            var address = string.IsNullOrWhiteSpace(target.Endpoints[i]) ? throw new LlmConfigurationException($"{member} is empty. {log.Whence(member)}") : target.Endpoints[i];
            yield return (Read(target, name, address, member, member), member);
        }
    }

    private TargetSettings Read(LlmTarget target, string name, string? address, string endpointName, string? member)
    {
        var provider = LlmProviders.Find(target.Provider) ?? throw new LlmConfigurationException(
            $"{name}.Provider is '{target.Provider}', which is no provider; there are: {string.Join(", ", LlmProviders.All.Select(p => p.Name))}. {log.Whence($"{name}.Provider")}");
        log.Plain($"{name}.Provider", provider.Name, LlmProviders.Ollama.Name);
        try
        {
            var (text, origin) = EndpointOf(address, provider, endpointName);
            var endpoint = Parse(text, provider);
            log.ShowLastAs(endpoint.Address.ToString());
            var key = KeyOf(target, provider, endpoint, origin, name);
            return new TargetSettings
            {
                Name = member ?? name,
                Pool = member is null ? null : target,
                Provider = provider,
                EndpointText = text,
                Endpoint = endpoint,
                EndpointName = endpointName,
                EndpointOrigin = log.Which(endpointName, provider.EndpointVariables),
                ApiKey = key,
                ApiKeyOrigin = log.Which($"{name}.ApiKey", []),
                Model = ModelOf(target, provider, name),
                Timeouts = TimeoutsOf(target, provider, name),
                PromptGuard = GuardOf(target, name),
                Given = Checked(target, endpoint),
            };
        }
        catch (ArgumentException e)
        {
            throw ClientSettings.Wrong(log, e.ParamName == nameof(target.Endpoint) ? endpointName : $"{name}.{e.ParamName}", e);
        }
    }

    private PromptGuardOptions GuardOf(LlmTarget target, string name)
    {
        var (own, all) = (target.PromptGuard, options.PromptGuard);
        var found = new PromptGuardOptions
        {
            Mode = log.Find(
                own.GivenMode is null ? "PromptGuard.Mode" : $"{name}.PromptGuard.Mode", own.GivenMode ?? all.GivenMode, ["LLM_CLIENT_PROMPT_GUARD"], GuardMode, PromptGuardMode.Tell),
            AskWindow = own.GivenAskWindow ?? all.AskWindow,
            MaxContextLength = own.MaxContextLength ?? all.MaxContextLength,
        };
        try
        {
            found.Validate();
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(e.Message.Split(" (Parameter '")[0], $"PromptGuard.{e.ParamName}", e);
        }

        return found;
    }

    private static PromptGuardMode GuardMode(string text) => text.ToUpperInvariant() switch
    {
        "OFF" => PromptGuardMode.Off,
        "TELL" => PromptGuardMode.Tell,
        "REFUSE" => PromptGuardMode.Refuse,
        "FIT" => PromptGuardMode.Fit,
        _ => throw new FormatException($"'{text}' is none of off, tell, refuse, fit"),
    };

    private TimeoutOptions TimeoutsOf(LlmTarget target, LlmProvider provider, string name)
    {
        var found = new TimeoutOptions();
        foreach (var timer in TimerSetting.All)
        {
            var (own, all) = (target.Timeouts.Given(timer), options.Timeouts.Given(timer));
            var isOwn = own is not null || (all is null && timer.IsTotal);
            timer.Set(found, log.Find(
                isOwn ? $"{name}.Timeouts.{timer.Name}" : $"Timeouts.{timer.Name}", own ?? all, [timer.IsTotal ? provider.TimeoutVariable : null, timer.Variable], Limit, timer.Default));
        }

        try
        {
            found.Validate();
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(e.Message.Split(" (Parameter '")[0], $"Timeouts.{e.ParamName}", e);
        }

        return found;
    }

    private string? ModelOf(LlmTarget target, LlmProvider provider, string name)
    {
        var isOwn = !string.IsNullOrWhiteSpace(target.Model);
        return log.FindText(
            $"{name}.Model", isOwn ? target.Model : options.DefaultModel, [provider.ModelVariable], provider.DefaultModel, givenAs: isOwn ? null : "DefaultModel").Value;
    }

    private (string Text, SettingOrigin Origin) EndpointOf(string? given, LlmProvider provider, string name)
    {
        var (found, origin) = log.FindText(name, given, provider.EndpointVariables, provider.DefaultEndpoint);
        if (found is null)
        {
            throw new LlmConfigurationException($"{name} is missing: {provider.DisplayName} has no default address. {log.Whence(name)}");
        }

        // Ollama's server takes quotes away too.
        var text = found.Trim().Trim('"', '\'').Trim();
        return (origin == SettingOrigin.Environment && provider.KeyIsForOllamaCom ? ForApi(text, provider.IsNative) : text, origin);
    }

    // One variable serves both of Ollama's APIs.
    private static string ForApi(string text, bool isNative)
    {
        var bare = text.TrimEnd('/');
        bare = bare.EndsWith("/api", StringComparison.Ordinal) ? bare[..^"/api".Length] : bare;
        var hasBase = bare.EndsWith("/v1", StringComparison.Ordinal);
        var hasPath = bare.Split("://")[^1].Contains('/', StringComparison.Ordinal);
        return isNative && hasBase ? bare[..^3] : !isNative && hasPath && !hasBase ? $"{bare}/v1" : bare;
    }

    private static ServerEndpoint Parse(string text, LlmProvider provider)
    {
        var isOllama = provider.KeyIsForOllamaCom;
        if (!isOllama && !text.Contains("://", StringComparison.Ordinal) && !EndpointParser.IsConnectionString(text))
        {
            throw new ArgumentException($"'{EndpointParser.Shown(text)}' is no URL; it must begin with http:// or https://.", "Endpoint");
        }

        try
        {
            var endpoint = EndpointParser.Parse(text);
            return provider.IsNative ? endpoint.ForNative() : endpoint.ForOpenAI();
        }
        catch (FormatException e)
        {
            throw new ArgumentException(e.Message, "Endpoint", e);
        }
    }

    private string? KeyOf(LlmTarget target, LlmProvider provider, ServerEndpoint endpoint, SettingOrigin origin, string name)
    {
        // A key of the environment goes to the address that it was put there for, not to whichever the code names.
        var mayUseVariable = provider.KeyIsForOllamaCom
            ? endpoint.Address is { Scheme: "https" } address && address.Host.Equals("ollama.com", StringComparison.OrdinalIgnoreCase)
            : origin is SettingOrigin.Environment or SettingOrigin.Default || IsUsual(provider, endpoint);
        var key = log.FindText($"{name}.ApiKey", target.ApiKey, mayUseVariable ? [provider.ApiKeyVariable] : [], null, isSecret: true).Value;
        try
        {
            OptionChecks.Credentials(key, endpoint, options.AllowApiKeyOverHttp);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(e.Message.Split(" (Parameter '")[0], e.ParamName == "endpoint" ? "Endpoint" : "ApiKey", e);
        }

        return key;
    }

    private bool IsUsual(LlmProvider provider, ServerEndpoint endpoint)
    {
        var usual = provider.EndpointVariables.Select(options.ReadVariable).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v)) ?? provider.DefaultEndpoint;
        return Uri.TryCreate(usual, UriKind.Absolute, out var address) && address.Scheme == endpoint.Address.Scheme && address.Authority == endpoint.Address.Authority;
    }

    private static TimeSpan Limit(string text)
    {
        if (text.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            return Timeout.InfiniteTimeSpan;
        }

        var limit = DurationText.Parse(text);
        return limit > TimeSpan.Zero && limit.TotalMilliseconds < uint.MaxValue - 1
            ? limit
            : throw new FormatException($"'{text}' is no time limit; use a positive time below 49 days, or off");
    }

    private LlmTarget Checked(LlmTarget target, ServerEndpoint endpoint)
    {
        if (target.ContextLength is <= 0)
        {
            throw new ArgumentException($"it is {target.ContextLength}; use a positive number of tokens.", nameof(target.ContextLength));
        }

        foreach (var (header, value) in target.Headers)
        {
            HeaderChecks.Check(header, value, "Headers");
        }

        if (OptionChecks.IsInClear(endpoint, options.AllowApiKeyOverHttp))
        {
            OptionChecks.NoSecretInClear(target.Headers, endpoint.Address, "Headers");
        }

        // Whoever changes the target afterwards means another client.
        return target.Clone();
    }
}
