using System.Text.Json;

namespace OllamaSdk.ContractTests.WireMock;

/// <summary>A request from WireMock's journal.</summary>
public sealed class LoggedRequest(JsonElement entry)
{
    public string Method => entry.GetProperty("method").GetString()!;

    /// <summary>Path and query.</summary>
    public string Url => entry.GetProperty("url").GetString()!;

    public string Body => entry.GetProperty("body").GetString()!;

    /// <summary>The header of that name, whatever its case; null without one.</summary>
    public string? Header(string name) => entry.GetProperty("headers").EnumerateObject()
        .FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Value.ValueKind: JsonValueKind.String } found
            ? found.Value.GetString()
            : null;

    /// <summary>The body as JSON; throws <see cref="JsonException"/> when it is not.</summary>
    public JsonElement Json() => Body.ToJson();
}
