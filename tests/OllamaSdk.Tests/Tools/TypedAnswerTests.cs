using System.Text.Json;
using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>Answers that are read as values.</summary>
public sealed class TypedAnswerTests
{
    private const string Oslo = """{"city":"Oslo","degrees":-3}""";
    private const string IntegerList = """{"type":"array","items":{"type":"integer"}}""";

    private static readonly OllamaChatRequest Request = TestTools.Request;

    [Fact]
    public async Task The_schema_is_sent_and_the_value_comes_back()
    {
        var model = new ScriptedModel(Answer(Oslo));
        var request = Request with { Format = ResponseFormat.Json };

        var value = await model.Create().ChatAsync<Weather>(request, cancellationToken: TestClient.Ct);

        Assert.Equal(new Weather("Oslo", -3), value);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(Weather.SchemaUtf8), Assert.Single(model.Requests).GetProperty("format").GetRawText());
        Assert.Same(ResponseFormat.Json, request.Format);
    }

    [Fact]
    public async Task A_completion_can_be_a_value_too()
    {
        var model = new ScriptedModel(Generated(Oslo));

        var value = await model.Create().GenerateAsync<Weather>(new GenerateRequest { Prompt = "p" }, cancellationToken: TestClient.Ct);

        Assert.Equal(new Weather("Oslo", -3), value);
        Assert.Equal("object", model.Requests[0].GetProperty("format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Reasoning_is_no_part_of_the_value()
    {
        var model = new ScriptedModel("""{"model":"m","message":{"role":"assistant","content":"{\"city\":\"Oslo\",\"degrees\":-3}","thinking":"{\"city\":\"Rome\"}"},"done":true}""");

        Assert.Equal("Oslo", (await model.Create().ChatAsync<Weather>(Request, cancellationToken: TestClient.Ct)).City);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("It is cold.", "'I' is not expected at character 1")]
    [InlineData("""{"city":"Oslo"}""", "'degrees' is missing")]
    [InlineData("""{"city":"Oslo","degrees":-3}{}""", "something follows the value at character 29")]
    [InlineData("null", "'degrees' is missing")]
    public async Task Another_answer_is_an_exception_that_holds_it(string text, string problem)
    {
        var model = new ScriptedModel($$"""{"model":"m2","message":{"role":"assistant","content":"{{JsonEncodedText.Encode(text)}}","thinking":"hm"},"done":true,"done_reason":"stop"}""");
        var client = model.Create();

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => client.ChatAsync<Weather>(Request, cancellationToken: TestClient.Ct));

        Assert.Equal((text, "hm", false), (caught.RawText, caught.Thinking, caught.HitTokenLimit));
        Assert.Equal((client.Endpoint, "m2"), (caught.Endpoint, caught.Model));
        Assert.Contains(problem, caught.Message, StringComparison.Ordinal);
        Assert.NotNull(caught.InnerException);
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_says_so()
    {
        var model = new ScriptedModel("""{"model":"m","message":{"role":"assistant","content":"{\"city\":\"Os"},"done":true,"done_reason":"length"}""");

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => model.Create().ChatAsync<Weather>(Request, cancellationToken: TestClient.Ct));

        Assert.True(caught.HitTokenLimit);
        Assert.EndsWith("It ended at the limit of tokens: allow more of them.", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_of_a_JSON_context_needs_only_its_schema()
    {
        const string Schema = """{"type":"object","properties":{"name":{"type":"string"},"height":{"type":["integer","null"]}}}""";
        var model = new ScriptedModel(Answer("""{"name":"K2","height":8611}"""));

        var value = await model.Create().ChatAsync(Request, TypedContext.Default.Place, Schema, cancellationToken: TestClient.Ct);

        Assert.Equal(new Place("K2", 8611), value);
        Assert.Equal(Schema, model.Requests[0].GetProperty("format").GetRawText());
    }

    [Fact]
    public async Task Where_the_context_finds_it_wrong_is_told()
    {
        var model = new ScriptedModel(Answer("""{"name":"K2","height":"high"}"""));

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() =>
            model.Create().ChatAsync(Request, TypedContext.Default.Place, """{"type":"object"}""", cancellationToken: TestClient.Ct));

        Assert.Equal("$.height", caught.Path);
    }

    [Fact]
    public async Task A_value_that_is_no_object_travels_inside_one()
    {
        var model = new ScriptedModel(Answer("""{"value":[1,2]}"""), Answer("""{"value":"x"}"""), Generated("""{"value":[3]}"""));
        var client = model.Create();

        Assert.Equal([1, 2], await client.ChatAsync(Request, TypedContext.Default.ListInt32, IntegerList, cancellationToken: TestClient.Ct));
        Assert.Equal("x", await client.ChatAsync(Request, TypedContext.Default.String, """{"enum":["x","y"]}""", cancellationToken: TestClient.Ct));
        Assert.Equal([3], await client.GenerateAsync(new GenerateRequest { Prompt = "p" }, TypedContext.Default.ListInt32, IntegerList, cancellationToken: TestClient.Ct));

        Assert.Equal(
            $$"""{"type":"object","properties":{"value":{{IntegerList}}},"required":["value"]}""", model.Requests[0].GetProperty("format").GetRawText());
        Assert.Equal("x", model.Requests[1].GetProperty("format").GetProperty("properties").GetProperty("value").GetProperty("enum")[0].GetString());
    }

    [Theory]
    [InlineData("""{"values":[1]}""")]
    [InlineData("""{"value":[1],"more":2}""")]
    [InlineData("""{"value":null}""")]
    [InlineData("{}")]
    public async Task Without_its_wrapper_it_is_not_what_was_asked_for(string text)
    {
        var model = new ScriptedModel(Answer(text));

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() =>
            model.Create().ChatAsync(Request, TypedContext.Default.ListInt32, IntegerList, cancellationToken: TestClient.Ct));

        Assert.Equal(text, caught.RawText);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("7", 7)]
    public async Task Null_is_a_value_of_a_type_that_has_it(string json, int? expected)
    {
        var model = new ScriptedModel(Answer($$"""{"value":{{json}}}"""));

        Assert.Equal(expected, await model.Create().ChatAsync(Request, TypedContext.Default.NullableInt32, """{"type":["integer","null"]}""", cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task A_call_instead_of_an_answer_is_named()
    {
        var model = new ScriptedModel(Calls(Call("echo")));

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => model.Create().ChatAsync<Weather>(Request with { Tools = new ToolSet([TestTools.Echo]).ToDefinitions() }, cancellationToken: TestClient.Ct));

        Assert.Contains("it is empty, since the model asked for a tool", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dictionary_is_an_object_although_its_schema_does_not_say()
    {
        var model = new ScriptedModel(Answer("""{"a":1}"""));

        var value = await model.Create().ChatAsync(Request, TypedContext.Default.DictionaryStringInt32, """{"additionalProperties":{"type":"integer"}}""", cancellationToken: TestClient.Ct);

        Assert.Equal(1, value["a"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_schema_that_is_none_is_refused_before_anything_is_sent(string schema)
    {
        var model = new ScriptedModel(Answer("1"));

        Assert.ThrowsAny<ArgumentException>(() => { _ = model.Create().ChatStreamAsync(Request, TypedContext.Default.ListInt32, schema, cancellationToken: TestClient.Ct); });
        Assert.Empty(model.Requests);
    }

    private static string Generated(string text) => $$"""{"model":"m","response":"{{JsonEncodedText.Encode(text)}}","done":true,"done_reason":"stop"}""";
}
