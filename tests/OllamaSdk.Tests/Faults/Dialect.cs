using System.Text;

namespace OllamaSdk.Tests.Faults;

/// <summary>The same answers in the words and the framing of each client's server.</summary>
internal static class Dialect
{
    public static bool IsEvents(this Client client) => client is Client.V1 or Client.LlmV1;

    public static string StreamType(this Client client) => client.IsEvents() ? V1.EventStream : "application/x-ndjson";

    /// <summary>An item of a stream that adds this text, with its line end.</summary>
    public static string Item(this Client client, string text) => client.Frame(client.IsEvents()
        ? V1.Text(text)
        : $$"""{"model":"m","message":{"role":"assistant","content":{{V1.Quote(text)}}},"done":false}""");

    /// <summary>The mark of the end.</summary>
    public static string Last(this Client client) => client.IsEvents() ? V1.Events(V1.Finish, V1.Done) : TestClient.Last + "\n";

    /// <summary>A whole stream that says these texts.</summary>
    public static string Stream(this Client client, params string[] texts) => string.Concat(texts.Select(text => client.Item(text))) + client.Last();

    /// <summary>An answer in one piece.</summary>
    public static string Whole(this Client client, string text) => client.IsEvents()
        ? $$"""{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{V1.Quote(text)}}},"finish_reason":"stop"}]}"""
        : $$"""{"model":"m","message":{"role":"assistant","content":{{V1.Quote(text)}}},"done":true,"done_reason":"stop"}""";

    /// <summary>An error in place of an item, as this server words one.</summary>
    public static string Error(this Client client, string message) => client.Frame(client.IsEvents()
        ? $$$"""{"error":{"message":{{{V1.Quote(message)}}},"type":"server_error"}}"""
        : $$"""{"error":{{V1.Quote(message)}}}""");

    /// <summary>The body of a refusal.</summary>
    public static string Refusal(this Client client, string message) => client.IsEvents()
        ? $$$"""{"error":{"message":{{{V1.Quote(message)}}},"type":"api_error","param":null,"code":null}}"""
        : $$"""{"error":{{V1.Quote(message)}}}""";

    /// <summary>Any JSON, as an item of a stream.</summary>
    public static string Frame(this Client client, string json) => client.IsEvents() ? $"data: {json}\n\n" : json + "\n";

    /// <summary>Any bytes, as an item of a stream.</summary>
    public static byte[] Frame(this Client client, byte[] json) => client.IsEvents() ? [.. "data: "u8, .. json, .. "\n\n"u8] : [.. json, (byte)'\n'];

    public static byte[] Utf8(this string text) => Encoding.UTF8.GetBytes(text);
}
