using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Tests.Api;

/// <summary>Values that have several JSON forms, written and read.</summary>
public sealed class UnionTests
{
    [Fact]
    public void Keep_alive()
    {
        Assert.Equal("-1", Json(KeepAlive.Forever));
        Assert.Equal("0", Json(KeepAlive.Unload));
        Assert.Equal("300", Json<KeepAlive>(TimeSpan.FromMinutes(5)));
        Assert.Equal("0.5", Json<KeepAlive>(TimeSpan.FromSeconds(0.5)));
        Assert.Equal("\"10m\"", Json(Read<KeepAlive>("\"10m\"")));
        Assert.Equal("-1", Json(Read<KeepAlive>("-1")));
        Assert.Equal(KeepAlive.For(TimeSpan.FromSeconds(300)), Read<KeepAlive>("300"));
        Assert.NotEqual(KeepAlive.Forever, KeepAlive.Unload);
        Assert.Throws<ArgumentOutOfRangeException>(() => KeepAlive.For(TimeSpan.FromTicks(-1)));
        Assert.Throws<JsonException>(() => Read<KeepAlive>("true"));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("\"low\"")]
    [InlineData("\"medium\"")]
    [InlineData("\"high\"")]
    [InlineData("\"max\"")]
    [InlineData("\"ultra\"")]
    public void Think_of_any_level(string json) => Assert.Equal(json, Json(Read<Think>(json)));

    [Fact]
    public void Think_constants()
    {
        Assert.Equal("true", Json(Think.On));
        Assert.Equal("false", Json(Think.Off));
        Assert.Equal("false", Json<Think>(false));
        Assert.Equal("\"low\"", Json(Think.Low));
        Assert.Equal("\"medium\"", Json(Think.Medium));
        Assert.Equal("\"high\"", Json(Think.High));
        Assert.Equal("\"max\"", Json(Think.Max));
        Assert.Equal(Think.High, Read<Think>("\"high\""));
        Assert.Equal("\"x\"", Json(Think.Level("x")));
        Assert.ThrowsAny<ArgumentException>(() => Think.Level(" "));
        Assert.Throws<JsonException>(() => Read<Think>("1"));
    }

    [Fact]
    public void Response_format()
    {
        Assert.Equal("\"json\"", Json(ResponseFormat.Json));
        Assert.Equal("""{"type":"object","x":1e3}""", Json(ResponseFormat.Schema("""{"type":"object","x":1e3}""")));
        Assert.Equal("\"yaml\"", Json(Read<ResponseFormat>("\"yaml\"")));
        Assert.Equal("{}", Json(Read<ResponseFormat>("{}")));
        Assert.Throws<ArgumentException>(() => ResponseFormat.Schema("[]"));
        Assert.Throws<ArgumentException>(() => ResponseFormat.Schema("{"));
        Assert.Throws<ArgumentNullException>(() => ResponseFormat.Schema(null!));
    }

    [Fact]
    public void A_schema_outlives_the_document_it_came_from()
    {
        ResponseFormat format;
        using (var document = JsonDocument.Parse("""{"type":"string"}"""))
        {
            format = ResponseFormat.Schema(document.RootElement);
        }

        Assert.Equal("""{"type":"string"}""", Json(format));
    }

    [Fact]
    public void Embed_input()
    {
        Assert.Equal("\"a\"", Json<EmbedInput>("a"));
        Assert.Equal("\"\"", Json<EmbedInput>(""));
        Assert.Equal("[\"a\",\"b\"]", Json<EmbedInput>((string[])["a", "b"]));
        Assert.Equal("[\"a\"]", Json<EmbedInput>((List<string>)["a"]));
        Assert.Equal("[]", Json<EmbedInput>(Array.Empty<string>()));
        Assert.Equal(["a"], Read<EmbedInput>("\"a\"").Texts);
        Assert.Equal(["a", "b"], Read<EmbedInput>("[\"a\",\"b\"]").Texts);
        Assert.Throws<ArgumentException>(() => new EmbedInput((string[])["a", null!]));
        Assert.Throws<JsonException>(() => Read<EmbedInput>("5"));
        Assert.Throws<JsonException>(() => Read<EmbedInput>("[null]"));
        Assert.Throws<JsonException>(() => Read<EmbedInput>("[5]"));
    }

    [Fact]
    public async Task Image()
    {
        byte[] bytes = [1, 2, 3, 250];
        const string base64 = "AQID+g==";

        Assert.Equal($"\"{base64}\"", Json(LlmImage.FromBytes(bytes)));
        Assert.Equal(bytes, LlmImage.FromBase64(base64).Bytes.ToArray());
        Assert.Equal(bytes, LlmImage.FromBase64($"data:image/png;base64,{base64}").Bytes.ToArray());
        Assert.Equal(bytes, (await LlmImage.FromStreamAsync(new MemoryStream(bytes), TestClient.Ct)).Bytes.ToArray());
        Assert.Equal(bytes, Read<LlmImage>($"\"{base64}\"").Bytes.ToArray());
        Assert.Throws<ArgumentException>(() => LlmImage.FromBase64("/etc/passwd.png"));
        Assert.Throws<ArgumentException>(() => LlmImage.FromBytes(default));
        await Assert.ThrowsAnyAsync<IOException>(() => LlmImage.FromFileAsync("no/such/file.png", TestClient.Ct));
        Assert.ThrowsAny<Exception>(() => Read<LlmImage>("\"not base64!\""));
    }

    [Fact]
    public void Strings_the_SDK_does_not_know_are_kept()
    {
        Assert.Equal("\"oracle\"", Json(Read<LlmRole>("\"oracle\"")));
        Assert.Equal(LlmRole.User, Read<LlmRole>("\"user\""));
        Assert.NotEqual(LlmRole.User, Read<LlmRole>("\"USER\""));
        Assert.Equal("tired", Read<DoneReason>("\"tired\"").Value);
        Assert.Throws<JsonException>(() => Read<DoneReason>("5"));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Info<T>());

    private static T Read<T>(string json) => JsonSerializer.Deserialize(json, Info<T>())!;

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
}
