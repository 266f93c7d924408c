using OllamaSdk.Loop;

namespace OllamaSdk.Tests.Tools;

/// <summary>Values that grow while they are streamed.</summary>
public sealed class TypedValuesTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("Here is", null)]
    [InlineData("[1", null)]
    [InlineData(" {", "{}")]
    [InlineData("```json\n{\"a\":[", """{"a":[]}""")]
    [InlineData("""{"a""", "{}")]
    [InlineData("""{"a":""", "{}")]
    [InlineData("""{"a":"x""", """{"a":"x"}""")]
    [InlineData("""{"a":"x\""", """{"a":"x"}""")]
    [InlineData("""{"a":"x\"y""", """{"a":"x\"y"}""")]
    [InlineData("""{"a":"x\\""", """{"a":"x\\"}""")]
    [InlineData("""{"a":"\u00e""", """{"a":""}""")]
    [InlineData("""{"a":"\ud83d\ude0""", """{"a":""}""")]
    [InlineData("""{"a":"\ud83d\ude00""", """{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":12""", "{}")]
    [InlineData("""{"a":12,""", """{"a":12}""")]
    [InlineData("""{"a":tru""", "{}")]
    [InlineData("""{"a":{"b":[1,{"c":"}]""", """{"a":{"b":[1,{"c":"}]"}]}}""")]
    [InlineData("""{"a":["x","y""", """{"a":["x","y"]}""")]
    [InlineData("""{"a":["x","y"],"b""", """{"a":["x","y"]}""")]
    [InlineData("""{"a":["x"] , "b" : "z""", """{"a":["x"] , "b" : "z"}""")]
    [InlineData("""{"a":1} and more""", """{"a":1}""")]
    public void A_beginning_is_closed(string text, string? expected) =>
        Assert.Equal(expected, PartialJson.Complete(text) is { } json ? System.Text.Encoding.UTF8.GetString(json) : null);

    [Fact]
    public void Half_a_character_waits_for_the_other() => Assert.Equal("""{"a":"x"}"""u8, PartialJson.Complete("{\"a\":\"x" + '\ud83d')!);

    [Theory]
    [InlineData("native")]
    [InlineData("v1")]
    [InlineData("llm")]
    public async Task The_value_grows(string way)
    {
        var values = await new SpeakingModel("""{"text":"abcdefghij","more":["k","lm"]}""").StreamAsync<Growing>(way).ValuesAsync(TestClient.Ct).ToListAsync();

        Assert.Equal(["", "a", "abcdef", "abcdefghij"], Changes(values.Select(value => value.Text)));
        Assert.Equal(["k", "lm"], values[^1].More);
        Assert.Contains(values, value => value.More is ["k", not "lm"]);
    }

    [Fact]
    public async Task What_the_type_does_not_take_yet_is_passed_over() =>
        Assert.Equal([new("Oslo", -3)], (await new SpeakingModel("""{"city":"Oslo","degrees":-3}""").StreamAsync<Weather>("native").ValuesAsync(TestClient.Ct).ToListAsync()).Distinct());

    [Fact]
    public async Task A_list_grows_in_its_object()
    {
        var lists = await new SpeakingModel("""{"value":[1,2,3]}""").Native().ChatStreamAsync(TestTools.Request, TypedContext.Default.ListInt32, cancellationToken: TestClient.Ct)
            .ValuesAsync(TestClient.Ct).ToListAsync();

        Assert.Equal([1, 2, 3], lists[^1]);
        Assert.Contains(lists, list => list is [1] or [1, 2]);
    }

    [Fact]
    public async Task After_a_repair_the_value_begins_anew()
    {
        var values = await new SpeakingModel("""{"text":"a","more":7}""", """{"text":"b","more":[]}""").StreamAsync<Growing>("native", new() { MaxRepairs = 1 }).ValuesAsync(TestClient.Ct).ToListAsync();

        Assert.Equal(["", "a", "", "b"], Changes(values.Select(value => value.Text)));
    }

    [Fact]
    public async Task A_stream_that_breaks_breaks_the_values() => await Assert.ThrowsAsync<LlmStreamException>(() =>
        ScriptedModel.OneTurn(ScriptedModel.Chunk("""{"text":"a"}""")).Create().ChatStreamAsync<Growing>("go", cancellationToken: TestClient.Ct).ValuesAsync(TestClient.Ct).ToListAsync());

    private static List<string> Changes(IEnumerable<string> texts) => texts.Aggregate(new List<string>(), (all, text) => all is [.., var last] && last == text ? all : [.. all, text]);
}
