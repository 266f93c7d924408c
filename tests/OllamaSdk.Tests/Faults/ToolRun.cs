using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>What came of one exchange with a model that asked for tools.</summary>
/// <param name="What">Where it came from, for the words of a failed test.</param>
/// <param name="Result">What the loop came to.</param>
/// <param name="Error">What ended it.</param>
/// <param name="Requests">The bodies that the server got, as they came.</param>
internal sealed record ToolRun(string What, ToolLoopResult? Result, Exception? Error, IReadOnlyList<string> Requests)
{
    /// <summary>What it came to, or had come to.</summary>
    public ToolLoopResult Progress => Result ?? ToolLoop.ProgressOf(Error!)!;

    public ToolInvocation Call => Assert.Single(Progress.Calls);

    /// <summary>What the last request told the model of its calls.</summary>
    public IEnumerable<string?> Told => Sent.Where(message => message.GetProperty("role").GetString() == "tool").Select(message => message.GetProperty("content").GetString());

    /// <summary>The messages of the last request.</summary>
    public JsonElement[] Sent
    {
        get
        {
            using var document = JsonDocument.Parse(Requests[^1], new() { MaxDepth = 1000 });
            return [.. document.RootElement.Clone().GetProperty("messages").EnumerateArray()];
        }
    }

    /// <summary>The ways of each client.</summary>
    public static IReadOnlyList<(bool IsTalk, bool IsStreamed)> Ways { get; } = [(false, false), (false, true), (true, false), (true, true)];

    /// <summary>
    /// The ways with this client: a loop and a conversation, streamed; whole also in one piece. Where the answer is cut at each place, each cut is a run.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="split">How the bytes of the first turn come.</param>
    /// <param name="tools">The tools, made anew for each run.</param>
    /// <param name="turns">What the model asks for in each of its turns; after them it says "done".</param>
    /// <param name="options">Limits and hooks, made anew for each run.</param>
    public static async Task<IReadOnlyList<ToolRun>> AllAsync(
        Client client, Split split, Func<IEnumerable<LlmTool>> tools, ModelCall[][] turns, Func<ToolLoopOptions>? options = null)
    {
        List<ToolRun> runs = [];
        // Both have the same reader: for the cuts one of them will do.
        foreach (var (isTalk, isStreamed) in Ways.Where(way => split == Split.Whole || (way.IsStreamed && !(split == Split.Each && way.IsTalk))))
        {
            Task<ToolLoopResult> Ask(ToolClient asked) => asked.RunAsync(isTalk, isStreamed, tools(), options?.Invoke(), TestClient.Ct);

            if (split != Split.Each)
            {
                runs.Add(await OverWireAsync(client, split, Ask, turns));
                continue;
            }

            for (var cut = 0; cut <= client.Turn(true, turns[0]).Utf8().Length; cut++)
            {
                runs.Add(await FromMemoryAsync(client, cut, Ask, turns));
            }
        }

        return runs;
    }

    /// <summary>One run of any kind against a real server.</summary>
    public static async Task<ToolRun> OverWireAsync(Client client, Split split, Func<ToolClient, Task<ToolLoopResult>> run, ModelCall[][] turns)
    {
        var asked = 0;
        await using var server = new ScriptedServer(connection => connection.RespondTurnAsync(client, split, asked++ < turns.Length ? turns[asked - 1] : []));
        using var one = new ToolClient(client, server.Url.ToString());
        var (result, error) = await OutcomeAsync(run(one));
        return new($"{client}", result, error, [.. server.Requests.Select(request => request.Text)]);
    }

    private static async Task<ToolRun> FromMemoryAsync(Client client, int cut, Func<ToolClient, Task<ToolLoopResult>> run, ModelCall[][] turns)
    {
        List<string> requests = [];
        using var handler = new StubHandler(async (request, token) =>
        {
            requests.Add(await request.Content!.ReadAsStringAsync(token));
            var body = client.Turn(true, requests.Count <= turns.Length ? turns[requests.Count - 1] : []).Utf8();
            var at = Math.Min(requests.Count == 1 ? cut : 0, body.Length);
            ReadOnlyMemory<byte>[] pieces = [.. ((ReadOnlyMemory<byte>[])[body.AsMemory(0, at), body.AsMemory(at)]).Where(piece => piece.Length > 0)];
            return StubHandler.Answer(new PieceStream(pieces), System.Net.HttpStatusCode.OK, client.TypeOf(true));
        });
        using var one = new ToolClient(client, "http://127.0.0.1:9", handler);
        var (result, error) = await OutcomeAsync(run(one));
        return new($"{client}, cut at {cut}", result, error, requests);
    }

    /// <summary>The words of a failed test.</summary>
    public override string ToString() =>
        $"{What}: {Error?.ToString() ?? Result?.Text} [{string.Join(" | ", Progress?.Calls.Select(call => $"{call} {call.ArgumentsJson} => {call.Result}") ?? [])}]";

    private static async Task<(ToolLoopResult? Result, Exception? Error)> OutcomeAsync(Task<ToolLoopResult> running)
    {
        ToolLoopResult? result = null;
        var error = await Record.ExceptionAsync(async () => result = await Guard.Within(running));
        return (result, error);
    }
}
