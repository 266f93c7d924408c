namespace OllamaSdk.Cli.Settings;

/// <summary>A server and its model. It may hold a key, so it is no record.</summary>
internal class ProviderEntry
{
    /// <summary>What kind of server it is. In <see cref="ConfigFile.Providers"/> the entry's own name where it is not said; else the server that is asked first.</summary>
    public string? Provider { get; set; }

    public string? BaseUrl { get; set; }

    public string? Model { get; set; }

    public string? ApiKey { get; set; }

    public int? ContextLength { get; set; }

    public string? KeepAlive { get; set; }

    /// <summary>Each time limit by its name, such as <c>idle</c>.</summary>
    public Dictionary<string, string>? Timeouts { get; set; }

    public Dictionary<string, string>? Headers { get; set; }
}

/// <summary>
/// Settings that hold together: those of the file itself, or those of a profile. What they say of a server is about the one that they have asked first, and
/// wins over its entry.
/// </summary>
internal class SettingsGroup : ProviderEntry
{
    /// <summary>The servers that are asked next, by their names.</summary>
    public List<string?>? Fallbacks { get; set; }

    /// <summary>See <see cref="LlmConnectionOptions.AllowApiKeyOverHttp"/>.</summary>
    public bool? AllowApiKeyOverHttp { get; set; }

    public RetryEntry? Retry { get; set; }

    public CacheEntry? Cache { get; set; }

    /// <summary>How long a call may take in all.</summary>
    public string? Timeout { get; set; }
}
