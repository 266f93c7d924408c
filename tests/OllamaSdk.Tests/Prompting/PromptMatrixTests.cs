using OllamaSdk.Testing;

namespace OllamaSdk.Tests.Prompting;

/// <summary>Every answer of every client says what became of its prompt, by a server that counts with a real tokenizer and cuts.</summary>
public sealed class PromptMatrixTests
{
    private const int Window = 512;

    // As a person might write it: its words alone are more tokens than the window holds, whatever the tokenizer.
    private static readonly string s_long = string.Join(' ', Enumerable.Range(0, 12_000).Select(i => $"{(i % 2 == 0 ? "wonderful" : "mountains")}"));

    public static TheoryData<string> Prompts => [.. PromptWays.Prompts];

    public static TheoryData<string> Texts => [.. PromptWays.Texts];

    public static TheoryData<string> All => [.. PromptWays.Prompts, .. PromptWays.Texts];

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_far_too_long_was_cut_for_certain(string way)
    {
        using var emulator = Emulator();

        var truncation = await PromptWays.RunAsync(way, emulator, s_long);

        // The Responses API says that nothing was cached where it does not know.
        Assert.Equal(way.StartsWith("/v1 response", StringComparison.Ordinal) ? PromptTruncationState.Suspected : PromptTruncationState.Certain, truncation?.State);
        Assert.InRange(truncation!.CountedTokens, Window / 4, Window);
        Assert.InRange(truncation.EstimatedTokens, 10_000, 30_000);
    }

    [Theory]
    [MemberData(nameof(Prompts))]
    public async Task Where_the_server_does_not_say_what_was_cached_it_is_suspected(string way)
    {
        using var emulator = Emulator(EmulatorVersion.Ollama033);

        Assert.Equal(PromptTruncationState.Suspected, (await PromptWays.RunAsync(way, emulator, s_long))?.State);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_short_one_was_not(string way)
    {
        foreach (var version in Enum.GetValues<EmulatorVersion>())
        {
            using var emulator = Emulator(version);

            var truncation = await PromptWays.RunAsync(way, emulator, "Why is the sky blue?");

            Assert.Equal(PromptTruncationState.None, truncation?.State);
            Assert.InRange(truncation!.CountedTokens, 5, 100);
            Assert.Null(truncation.Window);
            Assert.Equal(PromptWindowSource.Unknown, truncation.WindowSource);
            Assert.Empty(truncation.TruncatedTexts);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Switched_off_nothing_is_said_and_nothing_asked(string way)
    {
        using var emulator = Emulator();
        var logs = new CapturingLogs();

        Assert.Null(await PromptWays.RunAsync(way, emulator, s_long, options => (options.PromptGuard.Mode, options.LoggerFactory) = (PromptGuardMode.Off, logs)));

        Assert.DoesNotContain(emulator.Requests, request => request.Path is "/api/ps" or "/v1/models");
        Assert.DoesNotContain(logs.Lines, line => line.Contains("cut", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_first_cut_is_a_warning_without_a_word_of_the_prompt(string way)
    {
        using var emulator = Emulator();
        var logs = new CapturingLogs();

        await PromptWays.RunAsync(way, emulator, s_long, options => options.LoggerFactory = logs);

        var line = Assert.Single(logs.Lines, line => line.Contains(" cut: ", StringComparison.Ordinal));
        Assert.StartsWith("Warning The prompt for ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Lines, one => one.Contains("mountains", StringComparison.Ordinal));
    }

    private static OllamaEmulator Emulator(EmulatorVersion version = default) => new(new EmulatorOptions
    {
        ContextLength = Window,
        Version = version,
        Models =
        {
            new EmulatedModel("m") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools] },
            new EmulatedModel("e") { Capabilities = [ModelCapability.Embedding] },
        },
    });
}
