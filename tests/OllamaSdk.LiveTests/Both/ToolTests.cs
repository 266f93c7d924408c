namespace OllamaSdk.LiveTests.Both;

/// <summary>Tools from the schema that the compiler made to the answer that holds their result.</summary>
public abstract class ToolTests : LiveTest
{
    private const string Ask = "What is the weather in Lyon? Use the tool.";

    /// <summary>Whether the model asks for the tool for certain, rather than where it sees fit.</summary>
    protected virtual bool Calls => false;

    [Fact]
    public async Task A_whole_loop_by_the_OpenAI_compatible_client()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();

        var result = await IfSupportedAsync(() => client.RunWithToolsAsync(Ask, Weather.LlmTools, Ct));

        AssertLoop(result);
        Assert.Equal(Calls ? ["user", "assistant", "tool", "assistant"] : result.Messages.Select(message => message.Role?.Value), result.Messages.Select(message => message.Role?.Value));
    }

    [Fact]
    public async Task A_streamed_loop_by_the_OpenAI_compatible_client()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();

        AssertEvents(await IfSupportedAsync(() => client.RunWithToolsStreamAsync(Ask, Weather.LlmTools, Ct).ToListAsync(Ct).AsTask()));
    }

    [Fact]
    public async Task A_whole_loop_by_the_client_of_many_servers()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        var result = await IfSupportedAsync(() => client.RunWithToolsAsync(Ask, Weather.LlmTools, Ct));

        AssertLoop(result);
        Assert.Equal(server.Provider.Name, result.Answer?.Provider);
    }

    [Fact]
    public async Task A_streamed_loop_by_the_client_of_many_servers()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        AssertEvents(await IfSupportedAsync(() => client.RunWithToolsStreamAsync(Ask, Weather.LlmTools, Ct).ToListAsync(Ct).AsTask()));
    }

    [Fact]
    public async Task Conversations_remember_calls_and_results()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();
        var conversation = client.StartConversation(tools: Weather.LlmTools);

        var first = await IfSupportedAsync(() => conversation.SendAsync(Ask, Ct));
        var second = await client.LoadConversation(conversation.ToJson(), Weather.LlmTools).SendAsync("And in Lyon tomorrow?", Ct);

        AssertLoop(first);
        AssertLoop(second);
        if (Calls)
        {
            Assert.Equal(8, second.Messages.Count);
        }
    }

    protected void AssertLoop(ToolLoopResult result)
    {
        AssertSaid(result.Text, result.Thinking);
        Assert.All(result.Calls, call => Assert.Equal("get_weather", call.Name));
        if (Calls)
        {
            var call = Assert.Single(result.Calls);
            Assert.Equal(("""{"city":"Lyon"}""", "Lyon: 21 degrees"), (call.ArgumentsJson.Replace(" ", "", StringComparison.Ordinal), call.Result?.Content));
            Assert.NotEmpty(call.Id);
            Assert.Equal(2, result.Rounds);
        }
    }

    protected void AssertEvents(IReadOnlyList<ToolLoopEvent> events)
    {
        var result = events.OfType<ToolLoopFinishedEvent>().Single().Result;
        AssertLoop(result);
        Assert.Equal(result.Calls.Count, events.OfType<ToolCallStartedEvent>().Count());
        Assert.Equal(result.Calls.Count, events.OfType<ToolCallFinishedEvent>().Count());
        Assert.Equal(result.Text, string.Concat(events.OfType<ToolLoopTextEvent>().Where(text => text.Round == result.Rounds).Select(text => text.Text)));
    }
}
