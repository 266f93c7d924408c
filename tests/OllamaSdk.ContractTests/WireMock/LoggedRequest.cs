using System.Text.Json;
using WireMock;

namespace OllamaSdk.ContractTests.WireMock;

/// <summary>A request from WireMock's journal.</summary>
public sealed class LoggedRequest(IRequestMessage message)
{
    public string Method => message.Method;

    /// <summary>Path and query.</summary>
    public string Url => new Uri(message.Url).PathAndQuery;

    public string Body => message.Body!;

    /// <summary>The header of that name, whatever its case; null without one.</summary>
    public string? Header(string name) =>
        message.Headers!.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.Single();

    /// <summary>The body as JSON; throws <see cref="JsonException"/> when it is not.</summary>
    public JsonElement Json() => Body.ToJson();
}
