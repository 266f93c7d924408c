using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk.Cli.Settings;

/// <summary>What <c>--config FILE</c> may say. Times are texts: seconds, or <c>500ms</c>, <c>2m</c>, <c>1h</c>.</summary>
internal sealed class ConfigFile
{
    /// <summary>The server that is asked first: a name below <see cref="Providers"/>, or a provider.</summary>
    public string? Provider { get; set; }

    public Dictionary<string, ProviderEntry>? Providers { get; set; }

    /// <summary>The servers that are asked next, by the same names.</summary>
    public List<string?>? Fallbacks { get; set; }

    /// <summary>See <see cref="LlmConnectionOptions.AllowApiKeyOverHttp"/>.</summary>
    public bool? AllowApiKeyOverHttp { get; set; }

    public RetryEntry? Retry { get; set; }

    public CacheEntry? Cache { get; set; }

    /// <summary>How long a call may take in all.</summary>
    public string? Timeout { get; set; }

    /// <summary>Each time limit by its name, such as <c>idle</c>.</summary>
    public Dictionary<string, string>? Timeouts { get; set; }

    /// <summary>Which tools models may ask for; only of the user's own settings file.</summary>
    public ToolsEntry? Tools { get; set; }

    /// <summary>MCP servers by the names that choose their tools; only of the user's own settings file.</summary>
    public Dictionary<string, McpServerEntry>? McpServers { get; set; }

    /// <exception cref="UsageException">The file cannot be read, or is wrong; the message says where.</exception>
    public static ConfigFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The config file cannot be read: {e.Message}");
        }
    }

    /// <param name="json">What the file holds.</param>
    /// <param name="path">Where it is.</param>
    /// <exception cref="UsageException">It is wrong; the message says where.</exception>
    public static ConfigFile Parse(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ConfigJson.Default.ConfigFile)
                ?? throw new UsageException($"The config file {path} holds null.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"The config file {path} is wrong at {e.Path ?? "$"}, line {e.LineNumber + 1}: {Words(e.Message)}.");
        }
    }

    // The serializer speaks of types of this program, which say nothing to whoever wrote the file.
    private static string Words(string message) => message.Split([" could not be mapped", " could not be converted", " Path: "], StringSplitOptions.None)[0] switch
    {
        // It quotes the word, which may be a key that lacks its quotes.
        var words when words.Contains("is an invalid JSON literal", StringComparison.Ordinal) => "it has a word without quotes that is no value",
        "The JSON value" => "the value is of the wrong kind",
        var words when words.StartsWith("The JSON property", StringComparison.Ordinal) => $"{words} is none that this program knows",
        var words => words.TrimEnd('.'),
    };
}

/// <summary>A server and its model. It may hold a key, so it is no record.</summary>
internal sealed class ProviderEntry
{
    /// <summary>What kind of server it is; the entry's own name where it is not said.</summary>
    public string? Provider { get; set; }

    public string? BaseUrl { get; set; }

    public string? Model { get; set; }

    public string? ApiKey { get; set; }

    public int? ContextLength { get; set; }

    public string? KeepAlive { get; set; }

    /// <summary>Time limits of this server, by their names.</summary>
    public Dictionary<string, string>? Timeouts { get; set; }

    public Dictionary<string, string>? Headers { get; set; }
}

internal sealed class RetryEntry
{
    public int? MaxRetries { get; set; }

    public string? BaseDelay { get; set; }

    public string? MaxDelay { get; set; }
}

internal sealed class CacheEntry
{
    /// <summary>How long a list of models is kept.</summary>
    public string? Ttl { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(ConfigFile))]
internal sealed partial class ConfigJson : JsonSerializerContext;
