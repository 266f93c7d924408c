using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk.Cli.Settings;

/// <summary>What the settings file may say. Times are texts: seconds, or <c>500ms</c>, <c>2m</c>, <c>1h</c>.</summary>
internal sealed class ConfigFile : SettingsGroup
{
    private JsonMap? _map;

    /// <summary>Servers by names of one's own.</summary>
    public Dictionary<string, ProviderEntry>? Providers { get; set; }

    /// <summary>Groups of settings by names of one's own; the chosen one wins over the rest of the file.</summary>
    public Dictionary<string, SettingsGroup>? Profiles { get; set; }

    /// <summary>The profile that is chosen where nobody chooses another one.</summary>
    public string? Profile { get; set; }

    private byte[] Json { get; set; } = "{}"u8.ToArray();

    /// <summary>Where a setting stands, in words.</summary>
    /// <param name="key">Its names from the outside in, such as <c>timeouts.idle</c>.</param>
    /// <param name="path">The file.</param>
    public string PlaceOf(string key, string? path) => $"{key} of {path}{((_map ??= JsonMap.Of(Json)).LineOf(key) is { } line ? $", line {line}" : "")}";

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
            json = JsonMap.WithoutMark(json);
            var file = JsonSerializer.Deserialize(json, ConfigJson.Default.ConfigFile)
                ?? throw new UsageException($"The config file {path} holds null.");
            file.Json = json.ToArray();
            return file;
        }
        catch (JsonException e)
        {
            throw new UsageException(Describe(e, path));
        }
    }

    /// <summary>What is wrong with a file that is no JSON, or has other members than these.</summary>
    public static string Describe(JsonException failure, string path) =>
        $"The config file {path} is wrong at {failure.Path ?? "$"}, line {failure.LineNumber + 1}: {Words(failure.Message)}.";

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
