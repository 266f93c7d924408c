using System.Text.Json;
using System.Text.Json.Nodes;
using OllamaSdk.OpenAI;

namespace OllamaSdk.OpenApi.Tests.OpenAI;

/// <summary>Each form of a member with several, to the model and back.</summary>
public sealed class UnionTests
{
    [Theory]
    [InlineData("\"a\"")]
    [InlineData("""["a","b"]""")]
    [InlineData("[]")]
    [InlineData("[1,2]")]
    [InlineData("[[1,2],[3]]")]
    public void Prompt_keeps_its_form(string json) => Assert.Equal(json, Wire.Write(Wire.Read<PromptInput>(json)));

    [Theory]
    [InlineData("\"a\"", 1)]
    [InlineData("""["a","b"]""", 2)]
    [InlineData("[1,2]", 1)]
    [InlineData("[[1,2],[3]]", 2)]
    public void Prompt_knows_how_many_vectors_are_due(string json, int count) => Assert.Equal(count, Wire.Read<PromptInput>(json).Count);

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[1,\"a\"]")]
    [InlineData("[[1],2]")]
    [InlineData("[1.5]")]
    [InlineData("[\"a\",null]")]
    public void Prompt_of_another_form_is_refused(string json) => Assert.Throws<JsonException>(() => Wire.Read<PromptInput>(json));

    [Fact]
    public void Prompt_is_made_of_text_and_tokens()
    {
        Assert.Equal("\"a\"", Wire.Write((PromptInput)"a"));
        Assert.Equal("""["a"]""", Wire.Write((PromptInput)new[] { "a" }));
        Assert.Equal("[1,2]", Wire.Write(PromptInput.FromTokens([1, 2])));
        Assert.Equal("[[1],[2]]", Wire.Write(PromptInput.FromTokens([[1], new[] { 2 }])));
        Assert.Throws<ArgumentException>(() => new PromptInput(["a", null!]));
    }

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("""["a","b"]""")]
    public void Stop_keeps_its_form(string json) => Assert.Equal(json, Wire.Write(Wire.Read<StopSequences>(json)));

    [Theory]
    [InlineData("\"auto\"")]
    [InlineData("\"a new word\"")]
    [InlineData("""{"type":"allowed_tools","tools":[]}""")]
    public void Tool_choice_keeps_its_form(string json) => Assert.Equal(json, Wire.Write(Wire.Read<ToolChoice>(json)));

    [Theory]
    [InlineData("1")]
    [InlineData("[]")]
    public void Tool_choice_of_another_form_is_refused(string json) => Assert.Throws<JsonException>(() => Wire.Read<ToolChoice>(json));

    [Fact]
    public void Tool_choice_names_a_function_in_the_form_of_each_route()
    {
        Assert.Equal("""{"type":"function","function":{"name":"f"}}""", Wire.Write(ToolChoice.Function("f")));
        Assert.Equal("""{"type":"function","name":"f"}""", Wire.Write(ToolChoice.ResponseFunction("f")));
        Assert.Throws<ArgumentException>(() => ToolChoice.FromJson(JsonDocument.Parse("\"auto\"").RootElement));
    }

    [Fact]
    public void Content_is_text_or_parts()
    {
        ChatContent text = "a";
        ChatContent parts = new[] { ChatContentPart.FromText("a"), ChatContentPart.FromImageUrl("https://h/p.png", "low"), ChatContentPart.FromText("b") };

        Assert.Equal("\"a\"", Wire.Write(text));
        Assert.Equal(ChatContentPart.FromText("a"), Assert.Single(text.Parts));
        Assert.Equal("ab", parts.Text);
        const string Json = """[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://h/p.png","detail":"low"}},{"type":"text","text":"b"}]""";
        Assert.Equal(Json, Wire.Write(parts));
        Assert.Equal(Json, Wire.Write(Wire.Read<ChatContent>(Json)));
        Assert.Equal("a", Wire.Read<ChatContent>("""[null,{"type":"text","text":"a"}]""").Text);
        Assert.Empty(Wire.Read<ChatContent>("[null]").Parts);
        Assert.Throws<JsonException>(() => Wire.Read<ChatContent>("[3]"));
        Assert.Throws<JsonException>(() => Wire.Read<ChatContent>("{}"));
    }

    [Theory]
    [InlineData("89504E470D0A", "image/png")]
    [InlineData("FFD8FFE0", "image/jpeg")]
    [InlineData("524946460000000057454250565038", "image/webp")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("424D0000", "image/bmp")]
    [InlineData("49492A0008000000", "image/tiff")]
    [InlineData("4D4D002A00000008", "image/tiff")]
    [InlineData("0000001C667479706176696600000000", "image/avif")]
    [InlineData("00000018667479706865696300000000", "image/heic")]
    [InlineData("0011", "application/octet-stream")]
    public void A_picture_is_labelled_by_its_first_bytes(string hex, string type)
    {
        var bytes = Convert.FromHexString(hex);

        var part = ChatContentPart.FromImage(LlmImage.FromBytes(bytes));

        Assert.Equal($"data:{type};base64,{Convert.ToBase64String(bytes)}", part.ImageUrl!.Url);
    }

    [Fact]
    public void Sound_is_base64_with_its_format() => Assert.Equal(
        """{"type":"input_audio","input_audio":{"data":"AAE=","format":"wav"}}""", Wire.Write(ChatContentPart.FromAudio([0, 1], "wav")));

    [Theory]
    [InlineData("\"hi\"")]
    [InlineData("""[{"type":"function_call_output","call_id":"c","output":"1"},{"role":"user","content":[{"type":"input_text","text":"a"}]}]""")]
    public void Response_input_keeps_its_form(string json) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(Wire.Write(Wire.Read<ResponseInput>(json)))));

    [Fact]
    public void Response_format_is_text_an_object_or_a_schema()
    {
        var schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;

        Assert.Equal("""{"type":"text"}""", Wire.Write(ChatResponseFormat.ForText()));
        Assert.Equal("""{"type":"json_object"}""", Wire.Write(ChatResponseFormat.ForJsonObject()));
        Assert.Equal(
            """{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}}""",
            Wire.Write(ChatResponseFormat.ForSchema("n", schema, strict: true)));
        Assert.Throws<ArgumentException>(() => ChatResponseFormat.ForSchema("n", JsonDocument.Parse("[]").RootElement));
    }
}
