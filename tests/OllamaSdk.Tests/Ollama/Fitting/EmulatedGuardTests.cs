using OllamaSdk.Testing;
using OllamaSdk.Tests.Prompting;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Fitting;

/// <summary>Refuse, Fit and a reducer over HTTP against the emulator, which has a real tokenizer and a window, and cuts as the server does.</summary>
public sealed class EmulatedGuardTests
{
    public static TheoryData<string> Scripts => [.. PromptTexts.Sentences.Keys];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task What_is_fitted_is_never_cut_and_hardly_ever_loaded_anew(string script)
    {
        var emulator = new OllamaEmulator(new EmulatorOptions { Models = { new EmulatedModel("long") { ContextLength = 65_536 } } });
        await using var listener = await emulator.ListenAsync(cancellationToken: Ct);
        using var client = Create(listener.Endpoint, options => (options.DefaultModel, options.PromptGuard.Mode) = ("long", PromptGuardMode.Fit));
        var random = new Random(7);

        foreach (var length in (int[])[500, 9000, 200, 20_000, 3000, 30_000, 12_000, 800])
        {
            var text = PromptTexts.Natural(script, random, length);
            var chat = await client.ChatAsync(text, cancellationToken: Ct);
            var last = (await client.GenerateStreamAsync(text, cancellationToken: Ct).ToListAsync())[^1];

            foreach (var (told, counted) in ((PromptTruncation?, int?)[])[(chat.PromptTruncation, (int?)chat.PromptEvalCount), (last.PromptTruncation, (int?)last.PromptEvalCount)])
            {
                Assert.NotEqual(PromptTruncationState.Certain, told!.State);
                Assert.True(told.ChosenContextLength > counted, $"{told.ChosenContextLength} {counted}");
                Assert.Equal((told.ChosenContextLength, PromptWindowSource.Request), (told.Window, told.WindowSource));
            }
        }

        var asked = emulator.Requests.Where(request => request.Path is "/api/chat" or "/api/generate").Select(request => request.Json.GetProperty("options").GetProperty("num_ctx").GetInt32()).ToArray();
        Assert.Equal(asked, asked.Order());
        Assert.True(asked.Distinct().Count() <= 5, string.Join(' ', asked.Distinct()));
        Assert.Single(emulator.Requests, request => request.Path == "/api/show");
    }

    [Theory]
    [InlineData(PromptGuardMode.Refuse)]
    [InlineData(PromptGuardMode.Fit)]
    public async Task What_does_not_fit_is_refused_with_both_numbers(PromptGuardMode mode)
    {
        var emulator = new OllamaEmulator(new EmulatorOptions
        {
            Models = { new EmulatedModel("short") { ContextLength = 3000 }, new EmulatedModel("short-embed") { ContextLength = 512, Capabilities = [ModelCapability.Embedding] } },
        });
        await using var listener = await emulator.ListenAsync(cancellationToken: Ct);
        using var client = Create(listener.Endpoint, options => (options.DefaultModel, options.PromptGuard.Mode) = ("short", mode));
        var text = string.Concat(Enumerable.Repeat(" word", 4000));

        foreach (var (call, window) in ((Func<Task>, long)[])
        [
            (() => client.ChatAsync(text, cancellationToken: Ct), 3000), (() => client.ChatStreamAsync(text, cancellationToken: Ct).ToListAsync(), 3000),
            (() => client.GenerateAsync(text, cancellationToken: Ct), 3000), (() => client.RunWithToolsAsync(text, [], cancellationToken: Ct), 3000),
            (() => client.EmbedAsync(["a", text], "short-embed", cancellationToken: Ct), 512),
        ])
        {
            var error = await Assert.ThrowsAsync<LlmApiException>(call);

            Assert.Equal((ApiErrorKind.ContextLength, window), (error.Kind, error.ContextLength));
            Assert.InRange(error.PromptTokens!.Value, 3900, 6000);
        }

        // And nothing was changed for what fits.
        Assert.Equal(PromptTruncationState.None, (await client.ChatAsync("hi", cancellationToken: Ct)).PromptTruncation!.State);
        Assert.Single((await client.EmbedAsync("hi", "short-embed", cancellationToken: Ct)).Embeddings);
    }

    [Fact]
    public async Task A_reducer_keeps_a_long_conversation_within_the_window()
    {
        var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync(cancellationToken: Ct);
        using var client = Create(listener.Endpoint, options => (options.DefaultModel, options.PromptGuard.Mode) = ("demo", PromptGuardMode.Refuse));
        var summaries = 0;
        var conversation = client.StartConversation(system: "Be brief.");
        conversation.Request = conversation.Request with { Options = new ModelOptions { NumCtx = 2048, NumPredict = 100 } };
        conversation.Reducer = new ConversationReducer
        {
            MaxTokens = 1900, ReduceTo = 0.6, SummaryTokens = 100,
            Summarize = async (prompt, stop) =>
            {
                summaries++;
                var answer = await client.GenerateAsync(new GenerateRequest { Prompt = prompt, Options = new ModelOptions { NumCtx = 8192, NumPredict = 50 } }, cancellationToken: stop);
                return answer.Response;
            },
        };

        var random = new Random(3);
        for (var turn = 0; turn < 12; turn++)
        {
            // Without the reducer the server would refuse from about the fourth turn on.
            var result = await conversation.SendAsync(PromptTexts.Natural("Latin", random, 1600), Ct);
            Assert.Equal(PromptTruncationState.None, result.Answer!.PromptTruncation!.State);
            Assert.Equal("Be brief.", conversation.Messages[0].Content);
        }

        Assert.InRange(summaries, 2, 11);
    }
}
