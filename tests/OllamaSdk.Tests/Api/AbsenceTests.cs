using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Api;

/// <summary>What a server leaves out reads as empty; in the JSON it stays as it was.</summary>
public sealed class AbsenceTests
{
    public static TheoryData<Type, string> Documents => new()
    {
        { typeof(OllamaChatMessage), """{}""" },
        { typeof(OllamaChatMessage), """{"role":"assistant","content":""}""" },
        { typeof(OllamaChatMessage), """{"role":"assistant","content":"","thinking":"","images":[],"tool_calls":[]}""" },
        { typeof(OllamaChatMessage), """{"role":"assistant","content":"a","tool_calls":[{"function":{"name":"f","arguments":{}}}]}""" },
        { typeof(OllamaToolCall), """{"id":"","function":{}}""" },
        { typeof(OllamaToolCall), """{}""" },
        { typeof(ChatCompletionMessage), """{"role":"assistant","content":"","tool_calls":[]}""" },
        { typeof(ChatCompletionMessage), """{"role":"assistant","content":[]}""" },
        { typeof(ChatCompletionMessage), """{"role":"assistant","reasoning":"","refusal":""}""" },
        { typeof(ChatToolCall), """{"function":{"arguments":""}}""" },
        { typeof(OllamaChatResponse), """{"done":true}""" },
        { typeof(OllamaChatResponse), """{"model":"","message":{},"logprobs":[]}""" },
        { typeof(ModelList), """{}""" },
        { typeof(ModelList), """{"models":[{"name":"m","details":{}}]}""" },
        { typeof(ShowModelResponse), """{"license":"","model_info":{}}""" },
        { typeof(ChatCompletion), """{"choices":[{"index":0,"message":{"role":"assistant"}}]}""" },
    };

    public static TheoryData<Type> Models => [.. ModelTables.Generated];

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_was_read_is_written_again(Type type, string json)
    {
        var info = LlmJson.Options.GetTypeInfo(type);
        var model = JsonSerializer.Deserialize(json, info)!;

        // Comparing and telling read the model too, and leave it as it is.
        Assert.Equal(model, JsonSerializer.Deserialize(json, info));
        Assert.NotEmpty(model.ToString()!);
        Assert.Equal(json, JsonSerializer.Serialize(model, info));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void An_empty_model_is_an_empty_object_and_gives_no_null_where_it_promises_none(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var info = LlmJson.Options.GetTypeInfo(type);
        var model = JsonSerializer.Deserialize("{}", info)!;

        Assert.Equal("{}", JsonSerializer.Serialize(model, info));
        var promised = type.GetProperties().Where(property => property.GetCustomAttributes(typeof(JsonIgnoreAttribute), false).Length > 0 && property.CanWrite
            && type.GetProperty($"{property.Name}OnWire") is not null);
        Assert.All(promised, property => Assert.NotNull(property.GetValue(model)));
    }

    [Fact]
    public void An_answer_is_read_without_a_question_mark()
    {
        var answer = new OllamaChatResponse();

        Assert.Equal(("", "", 0, 0), (answer.Message.Content, answer.Message.Thinking, answer.Message.ToolCalls.Count, answer.Logprobs.Count));
        Assert.Equal("", new ChatCompletionChoice().Message.Content.Text);
        Assert.Empty(new EmbedResponse().Embeddings);
        Assert.Empty(new ShowModelResponse().ModelInfo);
        Assert.Equal("", new ModelSummary().Details.Family);
        // Only this one tells something: a server that lists no capabilities is too old to know them.
        Assert.Null(new ModelSummary().Capabilities);
    }

    [Fact]
    public void What_is_set_on_an_absent_object_is_kept_and_reaches_no_other()
    {
        var (one, other) = (new OllamaToolCall(), new OllamaToolCall());

        one.Function.Name = "f";

        Assert.Equal(("f", ""), (one.Function.Name, other.Function.Name));
    }

    [Fact]
    public void Reading_an_absent_text_or_list_allocates_nothing()
    {
        var message = new OllamaChatMessage();
        // The empty list itself is made once in a process.
        _ = Read(message);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = Read(message);

        Assert.Equal((0, 0), (GC.GetAllocatedBytesForCurrentThread() - before, read));

        static int Read(OllamaChatMessage message) => message.Content.Length + message.Thinking.Length + message.ToolCalls.Count + message.Images.Count;
    }
}
