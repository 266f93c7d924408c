using System.Text;
using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.Tests.Tools;

/// <summary>History, tools, streams, saving and loading: the same on all three clients, against the emulator.</summary>
public abstract class ConversationTests<TMessage, TAnswer> : IDisposable
    where TMessage : class
    where TAnswer : class
{
    private readonly LlmTool _weather = TestTools.Make("weather", arguments => $"rain in {arguments.GetProperty("city").GetString()}");

    protected static CancellationToken Ct => TestClient.Ct;

    protected OllamaEmulator Emulator { get; } = new(new EmulatorOptions
    {
        Models = { [0] = new EmulatedModel("demo") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking, ModelCapability.Vision] } },
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_run_and_the_history_is_sent_and_kept(bool streamed)
    {
        Emulator.When("umbrella").CallTool("weather", """{"city":"Köln"}""", thinking: "I should look.");
        Emulator.When("rain in").Answer("Take one.", thinking: "It rains.");
        Emulator.When("sure?").Answer("Yes.");
        var conversation = Start([_weather], null);

        var first = await SendAsync(conversation, "An umbrella?", streamed);
        var second = await SendAsync(conversation, "Are you sure?", streamed);

        Assert.Equal(("Take one.", "Yes."), (first, second));
        Assert.Equal(["system", "user", "assistant", "tool", "assistant", "user", "assistant"], Roles(Saved(conversation)));
        Assert.Equal(["system", "user", "assistant", "tool", "assistant", "user"], Roles(Emulator.Requests[^1].Json));
        Assert.Equal(["Be brief.", "An umbrella?", "rain in Köln", "Take one.", "Are you sure?"], Contents(Emulator.Requests[^1].Json));
        Assert.Equal(("I should look.", "It rains."), (Thinking(conversation.Messages[2]), Thinking(conversation.Messages[4])));
        Assert.All(Emulator.Requests.Where(request => request.Path.Contains("chat", StringComparison.Ordinal)), request => Assert.Single(request.Json.GetProperty("tools").EnumerateArray()));
    }

    [Fact]
    public async Task An_answer_tells_its_calls()
    {
        Emulator.When("umbrella").CallTool("weather", """{"city":"Oslo"}""");
        Emulator.When("rain in").Answer("Take one.");

        var result = await Start(new ToolSet { _weather }, null).SendAsync("An umbrella?", Ct);

        Assert.Equal(("Take one.", 2, "rain in Oslo"), (result.Text, result.Rounds, Assert.Single(result.Calls).Result?.Content));
        Assert.NotNull(result.Answer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_saved_conversation_goes_on_elsewhere(bool byStream)
    {
        Emulator.When("umbrella").CallTool("weather", """{"city":"Köln"}""");
        Emulator.When("rain in").Answer("Take one. Größe „L“ 🌂", thinking: "It rains.");
        Emulator.When("tomorrow").CallTool("weather", """{"city":"Rome"}""");
        var before = Start([_weather], null);
        await before.SendAsync(Picture("An umbrella?", LlmImage.FromBytes(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 0xFF })), Ct);

        using var file = new MemoryStream();
        await before.SaveAsync(file, Ct);
        file.Position = 0;
        var json = before.ToJson();
        var after = byStream ? await LoadAsync(file, [_weather]) : Load(json, [_weather]);

        Assert.Equal(json, Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(json, after.ToJson());
        Assert.Contains("Größe „L“", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"tools\"", json, StringComparison.Ordinal);
        await after.SendAsync("And tomorrow?", Ct);
        var sent = Emulator.Requests[^1].Json;
        Assert.Equal(["system", "user", "assistant", "tool", "assistant", "user", "assistant", "tool"], Roles(sent));
        Assert.Contains("iVBOR/8=", sent.GetProperty("messages")[1].GetRawText(), StringComparison.Ordinal);
        Assert.Equal("It rains.", Thinking(after.Messages[4]));
        Assert.Equal(5, before.Messages.Count);
    }

    [Fact]
    public async Task A_failed_turn_leaves_the_history_as_it_was()
    {
        Emulator.When("umbrella").CallTool("weather", """{"city":"Oslo"}""");
        Emulator.When("rain in").Fail(Fault.Cut.AfterLines(1)).Fail(Fault.Cut.AfterLines(1)).Answer("Take one.");
        var conversation = Start([_weather], null);
        await conversation.SendAsync("Hello!", Ct);
        var before = conversation.ToJson();

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => conversation.SendStreamAsync("An umbrella?", Ct).ToListAsync());
        Assert.Equal(before, conversation.ToJson());
        // What the turn had come to: history, question, call and result.
        Assert.Equal(conversation.Messages.Count + 3, ToolLoop.ProgressOf(error)!.MessagesAs<TMessage>().Count);

        await foreach (var happened in conversation.SendStreamAsync("An umbrella?", Ct))
        {
            break;
        }

        using var cancelled = new CancellationTokenSource();
        conversation.ToolOptions = new() { AfterCall = async (_, _) => { await cancelled.CancelAsync(); return null; } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => conversation.SendAsync("An umbrella?", cancelled.Token));
        Assert.Equal(before, conversation.ToJson());
    }

    [Fact]
    public async Task A_second_turn_at_the_same_time_is_refused()
    {
        Emulator.When("umbrella").CallTool("weather", """{"city":"Oslo"}""");
        Exception? error = null;
        Conversation<TMessage, TAnswer>? conversation = null;
        conversation = Start(
            [TestTools.Make("weather", async (_, token) =>
            {
                error = await Record.ExceptionAsync(() => conversation!.SendAsync("And you?", token));
                return "rain";
            })],
            null);

        await conversation.SendAsync("An umbrella?", Ct);

        Assert.Contains("under way", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
        var stream = conversation.SendStreamAsync("again?", Ct).GetAsyncEnumerator(Ct);
        Assert.True(await stream.MoveNextAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => conversation.SendAsync("not yet", Ct));
        await stream.DisposeAsync();
        await conversation.SendAsync("now", Ct);
    }

    [Fact]
    public async Task A_stream_is_one_turn()
    {
        var conversation = Start(null, null);
        var stream = conversation.SendStreamAsync("hi", Ct);
        Assert.Single(conversation.Messages);

        var text = string.Concat(await stream.TextAsync(Ct).ToListAsync());

        Assert.Contains("hi", text, StringComparison.Ordinal);
        Assert.Equal(3, conversation.Messages.Count);
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToListAsync());
        Assert.Equal(3, conversation.Messages.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_would_be_lost_is_refused(bool tools)
    {
        var conversation = Start(null, null);
        SetOwn(conversation, tools);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => conversation.SendAsync("hi", Ct));

        Assert.Contains(tools ? "Tools" : "Messages", error.Message, StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests);
    }

    [Fact]
    public async Task Limits_are_those_of_the_conversation_and_begin_anew_with_each_turn()
    {
        Emulator.When("").CallTool("weather", """{"city":"Oslo"}""").Answer("one").CallTool("weather", """{"city":"Oslo"}""").Answer("two").CallTool("weather", """{"city":"Oslo"}""");
        var conversation = Start([_weather], new ToolLoopOptions { MaxRounds = 2 });

        Assert.Equal(("one", "two"), ((await conversation.SendAsync("a", Ct)).Text, (await conversation.SendAsync("b", Ct)).Text));
        Assert.Equal(ToolFailure.LoopLimit, (await Assert.ThrowsAsync<LlmToolException>(() => conversation.SendAsync("c", Ct))).Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => Start([_weather], new ToolLoopOptions { MaxRounds = 0 }));
        Assert.Throws<ArgumentException>(() => Start([_weather, _weather], null));
    }

    [Fact]
    public async Task Call_options_hold_for_each_request()
    {
        Emulator.When("umbrella").CallTool("weather", """{"city":"Oslo"}""");
        var conversation = Start([_weather], null);
        conversation.CallOptions = new CallOptions { Headers = { ["X-Team"] = "search" } };

        await conversation.SendAsync("An umbrella?", Ct);

        var chats = Emulator.Requests.Where(request => request.Path.Contains("chat", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, chats.Count);
        Assert.All(chats, request => Assert.Equal("search", request.Headers["X-Team"]));
        Assert.DoesNotContain("search", conversation.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"messages":null}""")]
    [InlineData("""{"messages":[null]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}""")]
    [InlineData("""{"messages":"hi"}""")]
    public async Task What_is_no_conversation_is_refused(string json)
    {
        Assert.ThrowsAny<JsonException>(() => Load(json, null));
        await Assert.ThrowsAnyAsync<JsonException>(() => LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)), null));
    }

    public void Dispose()
    {
        Emulator.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Conversation<TMessage, TAnswer> Start(IEnumerable<LlmTool>? tools, ToolLoopOptions? options);

    protected abstract Conversation<TMessage, TAnswer> Load(string json, IEnumerable<LlmTool>? tools);

    protected abstract Task<Conversation<TMessage, TAnswer>> LoadAsync(Stream json, IEnumerable<LlmTool>? tools);

    protected abstract TMessage Picture(string text, LlmImage image);

    protected abstract string? Thinking(TMessage message);

    /// <summary>Puts messages or tools into the request of a conversation, where they do not belong.</summary>
    protected abstract void SetOwn(Conversation<TMessage, TAnswer> conversation, bool tools);

    private static async Task<string> SendAsync(Conversation<TMessage, TAnswer> conversation, string text, bool streamed) =>
        streamed ? string.Concat(await conversation.SendStreamAsync(text, Ct).TextAsync(Ct).ToListAsync()) : (await conversation.SendAsync(text, Ct)).Text;

    private static JsonElement Saved(Conversation<TMessage, TAnswer> conversation)
    {
        using var document = JsonDocument.Parse(conversation.ToJson());
        return document.RootElement.Clone();
    }

    private static IEnumerable<string?> Roles(JsonElement request) => request.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());

    private static IEnumerable<string?> Contents(JsonElement request) => request.GetProperty("messages").EnumerateArray()
        .Select(message => message.TryGetProperty("content", out var content) ? content.GetString() : null).Where(text => !string.IsNullOrEmpty(text));
}
