namespace OllamaSdk.Soak.Work;

/// <summary>Conversations in which a tool is called: it must run once, and its own result must be in the answer.</summary>
internal static class ToolLoops
{
    private const string Request = "Please stamp this";

    public static Task<Ending> Native(Call call, Known known)
    {
        var client = call.Take().Native;
        return RunAsync(call, known, 2,
            (tool, token) => client.RunWithToolsStreamAsync(Request, [tool], callOptions: call.Options(), cancellationToken: token),
            async (tool, token) => (await client.RunWithToolsAsync(Request, [tool], callOptions: call.Options(), cancellationToken: token)).Text);
    }

    public static Task<Ending> OpenAI(Call call, Known known)
    {
        var client = call.Take().OpenAI;
        return RunAsync(call, known, 2,
            (tool, token) => client.RunWithToolsStreamAsync(Request, [tool], callOptions: call.Options(), cancellationToken: token),
            async (tool, token) => (await client.RunWithToolsAsync(Request, [tool], callOptions: call.Options(), cancellationToken: token)).Text);
    }

    public static Task<Ending> Llm(Call call, Known known)
    {
        var client = call.TakeLlm();
        return RunAsync(call, known, 2,
            (tool, token) => client.RunWithToolsStreamAsync(Request, [tool], callOptions: call.Options(), cancellationToken: token),
            async (tool, token) => (await client.RunWithToolsAsync(Request, [tool], callOptions: call.Options(), cancellationToken: token)).Text);
    }

    private static async Task<Ending> RunAsync(
        Call call, Known known, int rounds, Func<LlmTool, CancellationToken, IAsyncEnumerable<ToolLoopEvent>> stream, Func<LlmTool, CancellationToken, Task<string>> ask)
    {
        (call.Posts, call.MaxPosts) = (rounds, call.MaxPosts * rounds);
        var (runs, stamp) = (0, call.Question());
        var tool = LlmTool.Create("stamp", "Puts a stamp on it.", () =>
        {
            Interlocked.Increment(ref runs);
            return stamp;
        });
        var expected = known.AnswerAfter(stamp);
        var ending = call.Random.Next(2) == 0
            ? await Reading.ReadAsync(call, expected, token => stream(tool, token))
            : await Reading.AskAsync(call, async token => Call.CheckWhole(expected, await ask(tool, token)));
        return runs > 1 ? throw new FlawException(Flaw.Doubled, $"the tool ran {runs} times")
            : ending == Ending.Whole && runs == 0 ? throw new FlawException(Flaw.Lost, "the tool did not run")
            : ending;
    }
}
