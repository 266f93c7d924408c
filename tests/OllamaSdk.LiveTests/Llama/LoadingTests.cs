using OllamaSdk.LiveTests.Models;
using OllamaSdk.LiveTests.Servers;
using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>A server that listens already and has not loaded its model yet.</summary>
public sealed class LoadingTests
{
    [Fact]
    public async Task It_is_busy_and_known_for_what_it_is_until_it_is_ready()
    {
        // So large a context takes a while to lay out.
        await using var server = StartedByHand.Start(TinyModels.Talker, "--ctx-size", "524288", "--parallel", "1");
        await using var one = server.OpenAI(options => options.Retry.MaxRetries = 0);
        await using var many = server.Llm();

        var busy = await FirstAnswerAsync(one);
        Assert.SkipWhen(busy is null, "It had loaded before it could be asked.");
        var found = await LlmProviders.DetectAsync(server.Root, cancellationToken: Live.Ct);
        await many.WaitUntilReadyAsync(TestKit.Guard.Limit, Live.Ct);

        Assert.Equal((503, ApiErrorKind.ServerBusy, "Loading model"), (busy.Status, busy.Kind, busy.ServerMessage));
        Assert.Equal(LlmProviders.LlamaCpp, found.Provider);
        Assert.Equal(Said.Talker, (await many.ChatAsync("hi", cancellationToken: Live.Ct)).Content);
    }

    // Nothing listens at first.
    private static async Task<LlmApiException?> FirstAnswerAsync(OpenAICompatibleClient client)
    {
        using var limit = new CancellationTokenSource(TestKit.Guard.Limit);
        while (true)
        {
            try
            {
                await client.ChatAsync("hi", cancellationToken: limit.Token);
                return null;
            }
            catch (LlmConnectionException e) when (e.Phase == ConnectionPhase.Connect)
            {
                await Task.Delay(5, limit.Token);
            }
            catch (LlmApiException e)
            {
                return e;
            }
        }
    }
}
