using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.Tests;

/// <summary>A program stores conversations by a JSON context of its own. This assembly sees of the library what every program sees.</summary>
public sealed class OwnJsonContextTests
{
    private static readonly LlmImage s_image = LlmImage.FromBytes(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' });

    [Fact]
    public void Native_messages_and_requests()
    {
        var request = new OllamaChatRequest
        {
            Model = "demo",
            Messages = [OllamaChatMessage.System("Be short."), OllamaChatMessage.User("What is this?", s_image)],
            Think = Think.High,
            KeepAlive = KeepAlive.Forever,
            Format = ResponseFormat.Schema("""{"type":"object"}"""),
            Options = new ModelOptions { Temperature = 0 },
        };

        var back = Back(request, OwnContext.Default.OllamaChatRequest);

        Assert.Equal(s_image.Bytes.ToArray(), back.Messages![1].Images![0].Bytes.ToArray());
        Assert.Equal((Think.High, KeepAlive.Forever, LlmRole.System), (back.Think, back.KeepAlive, back.Messages[0].Role));
        Assert.Equal("object", back.Format!.Value.GetProperty("type").GetString());
    }

    [Fact]
    public void Answers_come_back_equal_and_what_was_absent_reads_as_empty()
    {
        var answer = new OllamaChatResponse { Model = "demo", Message = new() { Content = "Hello!", ToolCalls = [new() { Id = "1", Function = new() { Name = "f" } }] } };

        var back = Back(answer, OwnContext.Default.OllamaChatResponse);

        Assert.Equal(answer, back);
        Assert.Equal(("", "", 0), (back.RemoteModel, back.Message.Thinking, back.Message.Images.Count));
        Assert.Null(back.Message.ThinkingOnWire);
    }

    [Fact]
    public void Messages_of_the_OpenAI_compatible_API()
    {
        var messages = new List<ChatCompletionMessage> { ChatCompletionMessage.User("What is this?", s_image), ChatCompletionMessage.Assistant("A picture.") };

        var back = Back(messages, OwnContext.Default.ListChatCompletionMessage);

        Assert.Equal("What is this?", back[0].Content!.Parts[0].Text);
        Assert.StartsWith("data:image/png;base64,", back[0].Content!.Parts[1].ImageUrl!.Url, StringComparison.Ordinal);
        Assert.Equal("A picture.", back[1].Content!.Text);
    }

    [Fact]
    public void Responses_and_their_input()
    {
        var request = new ResponseRequest { Model = "demo", Input = new List<ResponseItem> { new() { Role = LlmRole.User, Content = "Hello!" } } };

        var back = Back(request, OwnContext.Default.ResponseRequest);

        Assert.Equal("Hello!", back.Input!.Items[0].Content!.Text);
    }

    [Fact]
    public void Messages_for_any_server()
    {
        var messages = new List<LlmMessage> { LlmMessage.User("What is this?", s_image), new() { Role = LlmRole.Assistant, ToolCalls = [new("1", "look", "{}") { AdditionalProperties = Some("sig") }], Provider = "vllm", AdditionalProperties = Some("mood") } };

        var back = Back(messages, OwnContext.Default.ListLlmMessage);

        Assert.Equal(s_image.Bytes.ToArray(), back[0].Images[0].Bytes.ToArray());
        Assert.Equal(messages[1].ToolCalls, back[1].ToolCalls);
        Assert.Equal(("vllm", 1), (back[1].Provider, back[1].AdditionalProperties!["mood"].GetInt32()));
    }

    private static Dictionary<string, JsonElement> Some(string name) => new() { [name] = JsonSerializer.SerializeToElement(1, OwnContext.Default.Int32) };

    private static T Back<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type)!;
}

/// <summary>Whatever a program might store.</summary>
[JsonSerializable(typeof(OllamaChatRequest))]
[JsonSerializable(typeof(OllamaChatResponse))]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(EmbedRequest))]
[JsonSerializable(typeof(CreateModelRequest))]
[JsonSerializable(typeof(ShowModelResponse))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(List<LlmMessage>))]
[JsonSerializable(typeof(List<ChatCompletionMessage>))]
[JsonSerializable(typeof(ChatCompletionRequest))]
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(EmbeddingRequest))]
[JsonSerializable(typeof(EmbeddingList))]
[JsonSerializable(typeof(ResponseRequest))]
[JsonSerializable(typeof(OpenAIResponse))]
internal sealed partial class OwnContext : JsonSerializerContext;
