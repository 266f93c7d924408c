using System.Text;
using System.Text.Json;

namespace OllamaSdk.Tests.Tools;

/// <summary>A server whose model takes the given turns, one per request, and which keeps the requests. The last turn serves all that follow.</summary>
internal sealed class ScriptedModel(params string[][] turns) : HttpMessageHandler
{
    private readonly List<JsonElement> _requests = [];

    public ScriptedModel(params string[] turns)
        : this([.. turns.Select(turn => new[] { turn })])
    {
    }

    public IReadOnlyList<JsonElement> Requests => _requests;

    /// <summary>The messages of the last request.</summary>
    public IReadOnlyList<JsonElement> LastMessages => [.. _requests[^1].GetProperty("messages").EnumerateArray()];

    /// <summary>The contents of the last request's messages of the role <c>tool</c>.</summary>
    public IReadOnlyList<string?> Results => [.. LastMessages.Where(m => m.GetProperty("role").GetString() == "tool").Select(m => m.GetProperty("content").GetString())];

    /// <summary>A model that takes one turn, streamed in these lines.</summary>
    public static ScriptedModel OneTurn(params string[] lines) => new([lines]);

    public static string Answer(string text) => Chunk(text, done: true);

    public static string Chunk(string text, bool done = false, params string[] calls) =>
        $$"""{"model":"m","message":{"role":"assistant","content":{{Quote(text)}}{{(calls.Length > 0 ? $",\"tool_calls\":[{string.Join(',', calls)}]" : "")}}},"done":{{(done ? "true,\"done_reason\":\"stop\"" : "false")}}}""";

    public static string Calls(params string[] calls) => Chunk("", done: true, calls);

    public static string Call(string name, string arguments = "{}", string? id = null) =>
        $$$"""{{{{(id is null ? "" : $"\"id\":{Quote(id)},")}}}"function":{"name":{{{Quote(name)}}},"arguments":{{{arguments}}}}}""";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        _requests.Add(body.RootElement.Clone());
        var turn = turns[Math.Min(_requests.Count, turns.Length) - 1];
        var type = turn[0].StartsWith("data:", StringComparison.Ordinal) ? "text/event-stream"
            : body.RootElement.GetProperty("stream").GetBoolean() ? "application/x-ndjson" : "application/json";
        return StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', turn) + "\n")), System.Net.HttpStatusCode.OK, type);
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
