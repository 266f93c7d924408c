using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Tools;

/// <summary>Typed answers that are no object of their own.</summary>
public sealed class TypedShapeTests
{
    public static TheoryData<string> Lists => new(
        """{"value":[{"city":"Oslo","degrees":-3},{"city":"Rome","degrees":20}]}""",
        """[{"city":"Oslo","degrees":-3},{"city":"Rome","degrees":20}]""",
        """Here: [{"city":"Oslo","degrees":-3},{"city":"Rome","degrees":"20"}]""");

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_of_values(string text)
    {
        foreach (var (way, streamed) in SpeakingModel.Ways.Select(row => row.Data))
        {
            Assert.Equal([new Weather("Oslo", -3), new("Rome", 20)], await new SpeakingModel(text).AskAsync<LlmList<Weather>>(way, streamed));
        }
    }

    [Fact]
    public async Task Its_schema_is_an_object()
    {
        var model = new SpeakingModel("""{"value":[]}""");

        Assert.Empty(await model.AskAsync<LlmList<Weather>>("native", false));

        Assert.Equal(
            $$$"""{"type":"object","properties":{"value":{"type":"array","items":{{{Encoding.UTF8.GetString(Weather.SchemaUtf8)}}}}},"required":["value"]}""",
            model.Requests[0].GetProperty("format").GetRawText());
    }

    [Theory]
    [InlineData("{}", "$.value")]
    [InlineData("""{"values":[]}""", "$.values")]
    [InlineData("""{"value":[],"more":1}""", "$.more")]
    public async Task Another_object_is_no_list(string text, string path) =>
        Assert.Equal(path, (await Assert.ThrowsAsync<LlmSchemaException>(() => new SpeakingModel(text).AskAsync<LlmList<Weather>>("native", false))).Path);

    [Fact]
    public async Task A_list_grows()
    {
        var lists = await new SpeakingModel(Lists.First().Data).StreamAsync<LlmList<Growing>>("native").ValuesAsync(TestClient.Ct).ToListAsync();

        Assert.Equal([0, 1, 2], lists.Select(list => list.Count).Distinct());
    }

    [Fact]
    public void It_is_written_as_it_is_read()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, new LlmList<Empty>([new(), new()]));
        }

        Assert.Equal("""{"value":[{},{}]}""", Encoding.UTF8.GetString(stream.ToArray()));

        static void Write<T>(Utf8JsonWriter writer, T value)
            where T : ILlmSchema<T> => T.Write(writer, value);
    }

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

internal sealed record Empty : ILlmSchema<Empty>
{
    public static ReadOnlySpan<byte> SchemaUtf8 => """{"type":"object"}"""u8;

    public static Empty Read(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return new();
    }

    public static void Write(Utf8JsonWriter writer, Empty value)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
