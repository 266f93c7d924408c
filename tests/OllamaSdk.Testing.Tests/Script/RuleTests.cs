using OllamaSdk.TestKit;

namespace OllamaSdk.Testing.Tests.Script;

public sealed class RuleTests : EmulatorTest
{
    [Fact]
    public async Task A_rule_says_what_is_answered_to_a_part_of_the_last_message()
    {
        Emulator.When("capital of france").Answer("Paris");

        Assert.Equal("Paris", await AskAsync("What is the capital of France?"));
        Assert.Contains("emulator", await AskAsync("What is the capital of Spain?"));
        Assert.Equal("Paris", (await Client.GenerateAsync("The capital of France is", "demo", cancellationToken: Cancellation)).Response);
    }

    [Fact]
    public async Task The_last_message_counts_whoever_wrote_it()
    {
        Emulator.When("sunny").Answer("Take a hat");
        var messages = new[] { OllamaChatMessage.User("sunny?"), OllamaChatMessage.Assistant("hm") };

        Assert.Contains("emulator", (await Client.ChatAsync(new OllamaChatRequest { Messages = messages }, cancellationToken: Cancellation)).Message!.Content);
        Assert.Equal("Take a hat", (await Client.ChatAsync(
            new OllamaChatRequest { Messages = [.. messages, new OllamaChatMessage { Role = LlmRole.Tool, ToolName = "sky", Content = "it is sunny" }] }, cancellationToken: Cancellation)).Message!.Content);
    }

    [Fact]
    public async Task Steps_are_taken_in_turn_and_the_last_one_stays()
    {
        Emulator.When("").Answer("A").AsUsual().Answer("B");

        Assert.Equal("A", await AskAsync("x"));
        Assert.Contains("emulator", await AskAsync("x"));
        Assert.Equal("B", await AskAsync("x"));
        Assert.Equal("B", await AskAsync("x"));
    }

    [Fact]
    public async Task Of_two_rules_the_newer_one_counts()
    {
        Emulator.When("x").Answer("old");
        Emulator.When("x").Answer("new");

        Assert.Equal("new", await AskAsync("x"));
    }

    [Fact]
    public async Task A_stream_says_the_same_in_pieces_and_limits_hold()
    {
        Emulator.When("x").Answer("one two three", thinking: "hm");
        var request = new OllamaChatRequest { Messages = [OllamaChatMessage.User("x")], Options = new() { NumPredict = 3 } };

        var chunks = await Client.ChatStreamAsync("x", cancellationToken: Cancellation).ToListAsync(Cancellation);
        var cut = await Client.ChatAsync(request, cancellationToken: Cancellation);
        var silent = await Client.ChatAsync(request with { Think = false }, cancellationToken: Cancellation);

        Assert.Equal(["", "one", " two", " three", ""], chunks.Select(chunk => chunk.Message!.Content));
        Assert.Equal("hm", chunks[0].Message!.Thinking);
        Assert.Equal(("hm", "one two", DoneReason.Length), (cut.Message!.Thinking, cut.Message.Content, cut.DoneReason));
        Assert.Equal((null, "one two three", DoneReason.Stop), (silent.Message.ThinkingOnWire, silent.Message.Content, silent.DoneReason));
    }

    [Fact]
    public async Task Tools_are_called_as_the_rule_says()
    {
        Emulator.When("one").CallTool("a", """{"x": 1}""", thinking: "hm");
        Emulator.When("two").CallTools(("a", "{}"), ("b", """{"y":[2]}"""));

        var one = (await Client.ChatAsync("one", cancellationToken: Cancellation)).Message!;
        var two = (await Client.ChatAsync("two", cancellationToken: Cancellation)).Message!;

        Assert.Equal(("hm", "", 1), (one.Thinking, one.Content, one.ToolCalls!.Single().Function!.Arguments!.Value.GetProperty("x").GetInt32()));
        Assert.Equal([("a", 0), ("b", 1)], two.ToolCalls!.Select(call => (call.Function!.Name, call.Function.Index)));
        Assert.Equal(2, two.ToolCalls!.Select(call => call.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"x\":")]
    public void Arguments_that_are_no_object_are_refused_when_the_rule_is_made(string arguments)
    {
        var failure = Assert.Throws<ArgumentException>(() => Emulator.When("x").CallTool("get_weather", arguments));

        Assert.Contains("'get_weather'", failure.Message);
    }

    [Fact]
    public async Task A_wait_goes_by_the_emulators_clock()
    {
        Emulator.When("x").Answer("late", after: TimeSpan.FromMinutes(5));

        var answer = AskAsync("x");
        await Clock.WaitForTimerAsync(TimeSpan.FromMinutes(5));
        Assert.False(answer.IsCompleted);
        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("late", await Guard.Within(answer));
    }

    [Fact]
    public async Task A_path_is_meant_with_all_below_it()
    {
        Emulator.On("/api/chat").Answer("chat");
        Emulator.On("/api/generate/").Answer("generate");

        Assert.Equal("chat", await AskAsync("x"));
        Assert.Equal("generate", (await Client.GenerateAsync("x", "demo", cancellationToken: Cancellation)).Response);
        Emulator.On("/").Answer("all");
        Assert.Equal("all", await AskAsync("x"));
        Assert.Throws<ArgumentException>(() => Emulator.On("api/chat"));
    }

    [Fact]
    public async Task One_request_takes_one_step_of_a_path()
    {
        Emulator.On("/api/chat").AsUsual().Answer("A").Fail(Fault.Busy).Answer("B");

        Assert.Contains("emulator", await AskAsync("x"));
        Assert.Equal("A", await AskAsync("x"));
        await Assert.ThrowsAsync<LlmApiException>(() => Client.ChatAsync("x", options: new CallOptions { MaxRetries = 0 }, cancellationToken: Cancellation));
        Assert.Equal("B", await AskAsync("x"));
    }

    [Fact]
    public async Task A_step_that_is_added_later_is_the_next_one()
    {
        var rule = Emulator.When("x").Answer("A");

        Assert.Equal("A", await AskAsync("x"));
        Assert.Equal("A", await AskAsync("x"));
        rule.Answer("B").Answer("C");

        Assert.Equal("B", await AskAsync("x"));
        Assert.Equal("C", await AskAsync("x"));
    }

    [Fact]
    public async Task A_rule_for_a_path_leaves_the_fault_of_a_message_unless_it_has_one_itself()
    {
        Emulator.On("/").AsUsual().Fail(Fault.ErrorLine);
        Emulator.When("x").Fail(Fault.Busy);
        var once = new CallOptions { MaxRetries = 0 };

        var ofMessage = await Assert.ThrowsAsync<LlmApiException>(() => Client.ChatAsync("x", options: once, cancellationToken: Cancellation));
        var ofPath = await Assert.ThrowsAsync<LlmApiException>(() => Client.ChatAsync("x", options: once, cancellationToken: Cancellation));

        Assert.Equal((503, 500), (ofMessage.Status, ofPath.Status));
    }

    [Fact]
    public async Task Many_at_once_get_each_step_once()
    {
        var rule = Emulator.When("x");
        for (var i = 0; i < 100; i++)
        {
            rule.Answer($"{i}");
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => AskAsync("x"), Cancellation)));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}").Order(StringComparer.Ordinal), answers.Order(StringComparer.Ordinal));
    }

    private async Task<string?> AskAsync(string question) => (await Client.ChatAsync(question, cancellationToken: Cancellation)).Message!.Content;
}
