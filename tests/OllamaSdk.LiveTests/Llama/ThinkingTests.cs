using OllamaSdk.LiveTests.Servers;
using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>What the model thinks comes in <c>reasoning_content</c>, apart from what it says.</summary>
public sealed class ThinkingTests(LlamaServers servers)
{
    [Fact]
    public async Task By_the_OpenAI_compatible_client()
    {
        await using var client = (await servers.ThinkerAsync()).OpenAI();

        var whole = (await client.ChatAsync("What colour is the sky?", cancellationToken: Live.Ct)).Choices[0].Message;
        var streamed = (await client.ChatStreamAsync("What colour is the sky?", cancellationToken: Live.Ct).ToResponseAsync(Live.Ct)).Choices[0].Message;

        Assert.All((ChatCompletionMessage[])[whole, streamed], message => Assert.Equal((Said.Thought, Said.Thinker), (message.ReasoningContent.Trim(), message.Content.Text)));
        Assert.Equal(whole.ReasoningContent, streamed.ReasoningContent);
    }

    [Fact]
    public async Task By_the_client_of_many_servers()
    {
        await using var client = (await servers.ThinkerAsync()).Llm();

        var whole = await client.ChatAsync("What colour is the sky?", cancellationToken: Live.Ct);
        var updates = await client.ChatStreamAsync("What colour is the sky?", cancellationToken: Live.Ct).ToListAsync(Live.Ct);

        Assert.Equal((Said.Thought, Said.Thinker), (whole.Thinking?.Trim(), whole.Content));
        Assert.Equal((whole.Thinking, whole.Content), (string.Concat(updates.Select(update => update.ThinkingDelta)), string.Concat(updates.Select(update => update.ContentDelta))));
        // It thinks before it speaks.
        Assert.True(updates.FindLastIndex(update => update.ThinkingDelta.Length > 0) < updates.FindIndex(update => update.ContentDelta.Length > 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_thinks_if_it_is_to(bool isTo)
    {
        var server = await servers.ThinkerAsync();
        await using var many = server.Llm();
        await using var one = server.OpenAI();

        var answer = await many.ChatAsync(new LlmRequest("What colour is the sky?") { Think = isTo ? Think.On : Think.Off }, Live.Ct);
        var completion = await one.ChatAsync(new ChatCompletionRequest
        {
            Messages = [ChatCompletionMessage.User("What colour is the sky?")],
            ReasoningEffort = isTo ? ReasoningEffort.Medium : ReasoningEffort.None,
        }, Live.Ct);

        Assert.Equal((isTo ? Said.Thought : null, Said.Thinker), (answer.Thinking?.Trim(), answer.Content));
        Assert.Equal((isTo ? Said.Thought : "", Said.Thinker), (completion.Choices[0].Message.ReasoningText.Trim(), completion.Choices[0].Message.Content.Text));
    }

    [Fact]
    public async Task A_conversation_keeps_what_it_thought()
    {
        await using var client = (await servers.ThinkerAsync()).Llm();
        var conversation = client.StartConversation();

        var first = await conversation.SendAsync("What colour is the sky?", Live.Ct);
        var second = await client.LoadConversation(conversation.ToJson()).SendAsync("And at night?", Live.Ct);

        Assert.Equal((Said.Thought, Said.Thinker), (first.Thinking?.Trim(), first.Text));
        Assert.Equal((Said.Thought, Said.Thinker), (second.Thinking?.Trim(), second.Text));
        Assert.Equal(first.Thinking, second.Messages[1].Thinking);
    }
}
