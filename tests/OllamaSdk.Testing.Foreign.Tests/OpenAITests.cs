using System.ClientModel;
using OllamaSdk.Testing;
using OpenAI;
using OpenAI.Chat;

namespace ForeignClients;

/// <summary>OpenAI's own client asks the emulator for words.</summary>
public sealed class OpenAITests : ForeignTest
{
    [Fact]
    public async Task Chats_and_reads_the_counts()
    {
        Emulator.When("sky").Answer("Because of the light.");

        ChatCompletion answer = await Client().CompleteChatAsync([new SystemChatMessage("Be brief."), new UserChatMessage("Why is the sky blue?")], cancellationToken: Cancellation);
        ChatCompletion again = await Client().CompleteChatAsync([new SystemChatMessage("Be brief."), new UserChatMessage("Why is the sky blue?")], cancellationToken: Cancellation);

        Assert.Equal(("Because of the light.", ChatFinishReason.Stop, ChatMessageRole.Assistant, "demo"), (answer.Content[0].Text, answer.FinishReason, answer.Role, answer.Model));
        Assert.Equal((5, answer.Usage.InputTokenCount + 5), (answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount));
        Assert.Equal((0, answer.Usage.InputTokenCount - 1), (answer.Usage.InputTokenDetails.CachedTokenCount, again.Usage.InputTokenDetails.CachedTokenCount));
        Assert.StartsWith("chatcmpl-", answer.Id);
    }

    [Fact]
    public async Task Streams_token_by_token_and_ends_with_the_counts()
    {
        Emulator.When("sky").Answer("Because of the light.");
        var (words, reasons, usage) = (new List<string>(), new List<ChatFinishReason>(), (ChatTokenUsage?)null);

        await foreach (var update in Client().CompleteChatStreamingAsync([new UserChatMessage("sky")], cancellationToken: Cancellation))
        {
            words.AddRange(update.ContentUpdate.Select(part => part.Text).Where(text => text.Length > 0));
            reasons.AddRange(update.FinishReason is { } reason ? [reason] : []);
            usage = update.Usage ?? usage;
        }

        Assert.Equal(["Because", " of", " the", " light", "."], words);
        Assert.Equal([ChatFinishReason.Stop], reasons);
        Assert.Equal((9, 5), (usage!.InputTokenCount, usage.OutputTokenCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_a_tool_and_tells_its_result(bool stream)
    {
        Emulator.When("weather").CallTool("get_weather", """{"city":"Paris"}""");
        Emulator.When("21 degrees").Answer("It is warm.");
        var options = new ChatCompletionOptions
        {
            Tools = { ChatTool.CreateFunctionTool("get_weather", "The weather of a city.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""")) },
        };
        List<ChatMessage> messages = [new UserChatMessage("What is the weather?")];

        var (id, name, arguments) = stream ? await StreamCallAsync(messages, options) : await CallAsync(messages, options);
        messages.Add(new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall(id, name, BinaryData.FromString(arguments))]));
        messages.Add(new ToolChatMessage(id, "21 degrees"));
        ChatCompletion answer = await Client().CompleteChatAsync(messages, options, Cancellation);

        Assert.Equal(("get_weather", """{"city":"Paris"}"""), (name, arguments));
        Assert.Equal("It is warm.", answer.Content[0].Text);
    }

    [Fact]
    public async Task Answers_in_a_schema()
    {
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("person", BinaryData.FromString("""{"type":"object","properties":{"age":{"type":"integer"}},"required":["age"],"additionalProperties":false}"""), jsonSchemaIsStrict: true),
        };

        ChatCompletion answer = await Client().CompleteChatAsync([new UserChatMessage("Who?")], options, Cancellation);

        Assert.Equal("""{"age":0}""", answer.Content[0].Text);
    }

    [Fact]
    public async Task Shows_a_picture_and_asks_for_little_thought_and_few_words()
    {
        Emulator.When("see").Answer("A pixel, no more.");

        ChatCompletion seen = await Client("eyes").CompleteChatAsync(
            [new UserChatMessage(ChatMessageContentPart.CreateTextPart("What do you see?"), ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(Picture), "image/png"))], cancellationToken: Cancellation);
        ChatCompletion brief = await Client().CompleteChatAsync(
            [new UserChatMessage("see")], new ChatCompletionOptions { ReasoningEffortLevel = ChatReasoningEffortLevel.Low, StopSequences = { "," }, Temperature = 0, Seed = 1, IncludeLogProbabilities = true, TopLogProbabilityCount = 2 }, Cancellation);

        Assert.Equal(("A pixel, no more.", "A pixel"), (seen.Content[0].Text, brief.Content[0].Text));
        Assert.True(seen.Usage.InputTokenCount > 768);
        Assert.Equal([2, 2], brief.ContentTokenLogProbabilities.Select(token => token.TopLogProbabilities.Count));
    }

    [Fact]
    public async Task Is_told_what_is_wrong()
    {
        Emulator.When("busy").Fail(Fault.Busy);

        var unknown = await Assert.ThrowsAsync<ClientResultException>(() => Client("nobody").CompleteChatAsync([new UserChatMessage("hi")], cancellationToken: Cancellation));
        var busy = await Assert.ThrowsAsync<ClientResultException>(() => Client().CompleteChatAsync([new UserChatMessage("busy")], cancellationToken: Cancellation));
        var streamed = await Assert.ThrowsAsync<ClientResultException>(async () =>
        {
            await foreach (var update in Client("nobody").CompleteChatStreamingAsync([new UserChatMessage("hi")], cancellationToken: Cancellation))
            {
                Assert.Fail(update.ToString());
            }
        });

        Assert.Equal((404, 503, 404), (unknown.Status, busy.Status, streamed.Status));
        Assert.Contains("model 'nobody' not found", unknown.Message);
        Assert.Contains("server busy", busy.Message);
    }

    private ChatClient Client(string model = "demo") => new(model, new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(Endpoint + "/v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });

    private async Task<(string Id, string Name, string Arguments)> CallAsync(List<ChatMessage> messages, ChatCompletionOptions options)
    {
        ChatCompletion answer = await Client().CompleteChatAsync(messages, options, Cancellation);
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        var call = Assert.Single(answer.ToolCalls);
        return (call.Id, call.FunctionName, call.FunctionArguments.ToString());
    }

    private async Task<(string Id, string Name, string Arguments)> StreamCallAsync(List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var (id, name, arguments) = ("", "", "");
        ChatFinishReason? reason = null;
        await foreach (var update in Client().CompleteChatStreamingAsync(messages, options, Cancellation))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                Assert.Equal(0, call.Index);
                (id, name, arguments) = (call.ToolCallId ?? id, call.FunctionName ?? name, arguments + call.FunctionArgumentsUpdate);
            }

            reason ??= update.FinishReason;
        }

        Assert.Equal(ChatFinishReason.ToolCalls, reason);
        return (id, name, arguments);
    }
}
