using OllamaSdk.OpenAI;
using OllamaSdk.Testing;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>The text of every stream of answers, with the thinking apart from it.</summary>
public sealed class StreamTextTests
{
    private static CancellationToken Ct => TestClient.Ct;

    public static TheoryData<string> Streams => ["chat", "generate", "completion chat", "completion", "response", "one of many servers", "tool loop", "conversation"];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Text_is_given_and_thinking_is_apart(string kind)
    {
        using var emulator = new OllamaEmulator();
        emulator.When("sky").Answer("It scatters: größer 🌈.", thinking: "Blue, why?");
        var thinking = new List<string>();

        var text = await Open(kind, emulator).TextAsync(thinking.Add, Ct).ToListAsync();

        Assert.Equal("It scatters: größer 🌈.", string.Concat(text));
        Assert.True(text.Count > 1, "the text came in one piece");
        Assert.All(text, Assert.NotEmpty);
        // OpenAI's completions and the emulator's responses have none.
        Assert.Equal(kind is "completion" ? "" : "Blue, why?", string.Concat(thinking));
        Assert.Equal(text, await Open(kind, emulator).TextAsync(Ct).ToListAsync());
    }

    [Fact]
    public async Task Thinking_comes_in_its_place()
    {
        var told = new List<string>();
        await foreach (var text in Parts(new("1", "a"), new("", null), new(null, "b"), new("2", "")).TextAsync(thought => told.Add($"({thought})"), Ct))
        {
            told.Add(text);
        }

        Assert.Equal(["(a)", "1", "(b)", "2"], told);
    }

    [Fact]
    public async Task The_words_of_a_refusal_are_text_and_other_choices_are_not()
    {
        using var handler = new StubHandler(
            V1.Events(
                V1.Delta("""{"refusal":"I will "}"""), V1.Delta("""{"refusal":"not."}"""), """{"choices":[{"index":1,"delta":{"content":"other"}}]}""", V1.Finish, V1.Done),
            contentType: V1.EventStream);
        await using var client = handler.CreateV1();

        Assert.Equal(["I will ", "not."], await client.Stream().TextAsync(Ct).ToListAsync());
    }

    [Fact]
    public async Task A_stream_that_fails_gives_its_text_first()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(TestClient.Chunk, TestClient.Chunk, """{"error":"boom"}"""));
        await using var client = server.Create();
        var (text, bytes) = ("", new MemoryStream());

        var error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var piece in client.Stream().TextAsync(Ct))
            {
                text += piece;
            }
        });
        await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().CopyTextToAsync(bytes, Ct));

        Assert.Equal(("aa", "aa", "boom"), (text, error.Partial?.Content, error.ServerError?.ServerMessage));
        Assert.Equal("aa"u8.ToArray(), bytes.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leaving_and_cancelling_close_the_stream(bool cancels)
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync(TestClient.Chunk);
            await connection.HoldUntilClientClosesAsync();
            closed.SetResult();
        });
        await using var client = server.Create();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var _ in client.Stream(token: CancellationToken.None).TextAsync(source.Token))
            {
                if (!cancels)
                {
                    break;
                }

                await source.CancelAsync();
            }
        });

        Assert.Equal(cancels, error is OperationCanceledException);
        await Guard.Within(closed.Task, "the close");
    }

    [Fact]
    public async Task Text_that_cannot_be_taken_back_is_an_error()
    {
        Part[] restarted = [new("void", null), new("new", null) { IsRestart = true }];

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => Parts(restarted).TextAsync(Ct).ToListAsync());

        Assert.Contains("began anew", error.Message, StringComparison.Ordinal);
        // Nothing of that turn was given yet.
        Assert.Equal(["kept", "new"], await Parts(new("kept", null), new(null, "void") { Turn = 2 }, new("new", null) { Turn = 2, IsRestart = true }).TextAsync(Ct).ToListAsync());
    }

    internal static async IAsyncEnumerable<ILlmTextPart> Parts(params Part[] parts)
    {
        foreach (var part in parts)
        {
            await Task.Yield();
            yield return part;
        }
    }

    private static IAsyncEnumerable<ILlmTextPart> Open(string kind, OllamaEmulator emulator)
    {
        const string Question = "Why is the sky blue?";
        var native = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        var v1 = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = emulator, DefaultModel = "demo" });
        return kind switch
        {
            "chat" => native.ChatStreamAsync(Question),
            "generate" => native.GenerateStreamAsync(Question),
            "completion chat" => v1.ChatStreamAsync(Question),
            "completion" => v1.CompleteStreamAsync(new CompletionRequest { Prompt = Question }),
            "response" => v1.RespondStreamAsync(new ResponseRequest { Input = Question }),
            "one of many servers" => new LlmClient(new LlmClientOptions { Handler = emulator, Targets = { new LlmTarget(LlmProviders.Ollama, "demo") } }).ChatStreamAsync(Question),
            "tool loop" => native.RunWithToolsStreamAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User(Question)] }, []),
            _ => native.StartConversation().SendStreamAsync(Question),
        };
    }

    internal sealed record Part(string? Text, string? Thinking) : ILlmTextPart
    {
        public bool IsRestart { get; init; }

        public int Turn { get; init; } = 1;
    }
}
