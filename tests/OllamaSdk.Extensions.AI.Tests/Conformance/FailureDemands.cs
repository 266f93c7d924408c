using Microsoft.Extensions.AI;
using OllamaSdk.Testing;
using static OllamaSdk.Extensions.AI.Conformance.UnmetException;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>What goes wrong must not look as if it went well.</summary>
internal static class FailureDemands
{
    private const string Area = "failures";

    public static IEnumerable<Demand> All =>
    [
        new(Area, "a model that is not there is an error that names it", async s =>
        {
            foreach (var streamed in (bool[])[false, true])
            {
                var error = await IfNothingIsThrownAsync(() => s.AskAsync(streamed, "hello", new ChatOptions { ModelId = "nobody" }));
                Unless(error.Message.Contains("nobody", StringComparison.Ordinal), $"The error says: {error.Message}");
            }
        }),
        new(Area, "the server's words are in the error", async s =>
        {
            s.Server.On("/").Fail(Fault.Status(400, "the server's own words"));
            var error = await IfNothingIsThrownAsync(() => s.AskAsync(false, "hello"));
            Unless(error.Message.Contains("the server's own words", StringComparison.Ordinal), $"The error says: {error.Message}");
        }),
        new(Area, "the server's words are in the error of a stream", async s =>
        {
            s.Server.On("/").Fail(Fault.Status(400, "the server's own words"));
            var error = await IfNothingIsThrownAsync(() => s.AskAsync(true, "hello"));
            Unless(error.Message.Contains("the server's own words", StringComparison.Ordinal), $"The error says: {error.Message}");
        }),
        new(Area, "an error in the middle of a stream is an error", s => BrokenAsync(s, Fault.ErrorLine)),
        new(Area, "a stream that is cut is an error", s => BrokenAsync(s, Fault.Cut)),
        new(Area, "a connection that breaks is an error", s => BrokenAsync(s, Fault.Break)),
        new(Area, "what is no answer is an error", s => BrokenAsync(s, Fault.Garbage)),
        new(Area, "cancelling ends a stream", async s =>
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(s.Ct);
            var error = await IfNothingIsThrownAsync(async () =>
            {
                await foreach (var _ in s.Chat.GetStreamingResponseAsync("hello", cancellationToken: cancel.Token))
                {
                    await cancel.CancelAsync();
                }
            });
            Unless(error is OperationCanceledException);
        }),
        new(Area, "no messages at all are an error of the caller", async s =>
            Unless(await IfNothingIsThrownAsync(() => s.Chat.GetResponseAsync((IEnumerable<ChatMessage>)null!, cancellationToken: s.Ct)) is ArgumentNullException)),
    ];

    private static async Task BrokenAsync(Subject s, Fault fault)
    {
        s.Server.When("hello").Fail(fault.AfterLines(3));
        var parts = 0;
        await IfNothingIsThrownAsync(async () =>
        {
            await foreach (var update in s.Chat.GetStreamingResponseAsync("hello", cancellationToken: s.Ct))
            {
                parts += update.Contents.Count;
            }
        });
        // What came before it was told.
        Unless(parts > 0);
    }
}
