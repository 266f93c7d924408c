using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>Wherever a loop is cancelled, the conversation that comes back can be sent again.</summary>
public sealed class ToolCancelTests
{
    private const int Events = 18;

    public static TheoryData<int, int> EveryEvent =>
        [.. from parallel in new[] { 1, 3 } from at in Enumerable.Range(1, Events) select (parallel, at)];

    [Theory]
    [MemberData(nameof(EveryEvent))]
    public async Task H05_at_every_event_of_a_tool_loop(int parallel, int at)
    {
        using var cancel = new CancellationTokenSource();
        var model = new ScriptedModel(
            [Chunk("a"), Chunk("b", false, Call("echo")), Calls(Call("report", "{}", "x"), Call("nope", "{}", "x"))],
            [Calls(Call("fail"), Call("echo"))],
            [Answer("done")]);
        var report = TestTools.Make("report", async (context, _) =>
        {
            await Task.Yield();
            context.Progress!.Report(1);
            return "x";
        });
        var events = model.Create().RunWithToolsStreamAsync(
            TestTools.Request, [TestTools.Echo, TestTools.Failing, report], new() { MaxParallelCalls = parallel }, null, cancel.Token);
        var told = new List<ToolLoopEvent>();

        var caught = await Guard.Within(Record.ExceptionAsync(async Task () =>
        {
            await foreach (var happened in events)
            {
                told.Add(happened);
                if (told.Count == at)
                {
                    await cancel.CancelAsync();
                }
            }
        }).AsTask());

        // The last two tell of an answer that is there.
        if (at >= Events - 1)
        {
            Assert.Null(caught);
            Assert.IsAssignableFrom<ToolLoopFinishedEvent>(told[^1]);
            return;
        }

        Assert.Equal(cancel.Token, Assert.IsAssignableFrom<OperationCanceledException>(caught).CancellationToken);
        var progress = ToolLoop.ProgressOf(caught!)!;
        var messages = progress.MessagesAs<OllamaChatMessage>();
        var calls = messages.SelectMany(message => message.ToolCalls ?? []).Select(call => call.Id).ToArray();
        Assert.Equal(calls, messages.Where(message => message.Role == LlmRole.Tool).Select(message => message.ToolCallId));
        Assert.Equal(calls, progress.Calls.Select(call => call.Id));
        Assert.Equal(Shape(messages), messages.Select(message => message.Role?.Value));
        Assert.All(messages, message => Assert.NotNull(message.Content));
    }

    // Each turn of the model, and right behind it a result for each of its calls.
    private static IEnumerable<string> Shape(IReadOnlyList<OllamaChatMessage> messages) =>
        ["user", .. messages.Where(message => message.Role == LlmRole.Assistant).SelectMany(message => Enumerable.Repeat("tool", message.ToolCalls?.Count ?? 0).Prepend("assistant"))];
}
