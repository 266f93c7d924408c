using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Tools;

/// <summary>Typed answers that are no object of their own.</summary>
public sealed class TypedShapeTests
{
    [Fact]
    public async Task What_a_JSON_context_knows_is_wrapped()
    {
        await Check("42", 42, ShapeContext.Default.Int32);
        await Check("true", true, ShapeContext.Default.Boolean);
        await Check("\"Cold\"", Mood.Cold, ShapeContext.Default.Mood);
        await Check("null", null, ShapeContext.Default.NullableInt32);
        await Check("""["a","b"]""", ["a", "b"], ShapeContext.Default.StringArray);
        await Check("2.5", 2.5, ShapeContext.Default.Double);
    }

    private static async Task Check<T>(string json, T expected, JsonTypeInfo<T> type)
    {
        var model = new SpeakingModel($$"""{"value":{{json}}}""");

        Assert.Equal(expected, await model.Native().ChatAsync(TestTools.Request, type, cancellationToken: TestClient.Ct));
        Assert.Equal(expected, await model.CreateV1().ChatAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("go")] }, type, cancellationToken: TestClient.Ct));
        Assert.Equal(expected, await model.Llm().ChatAsync(new LlmRequest("go"), type, cancellationToken: TestClient.Ct));

        Assert.Equal("object", model.Requests[0].GetProperty("format").GetProperty("type").GetString());
        Assert.True(model.Requests[0].GetProperty("format").GetProperty("properties").TryGetProperty("value", out _));
    }
}

internal enum Mood
{
    Cold,
    Warm,
}

[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Mood))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
internal sealed partial class ShapeContext : JsonSerializerContext;
