using System.Text.Json;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Tests;

public sealed class FormatTests : EmulatorTest
{
    [Fact]
    public async Task Any_json_is_a_small_object_that_says_what_it_is()
    {
        var answer = await Client.GenerateAsync(new GenerateRequest { Prompt = "x", Format = ResponseFormat.Json }, cancellationToken: Cancellation);

        using var json = JsonDocument.Parse(answer.Response!);
        Assert.Equal("This is the OllamaSdk emulator, not a model.", json.RootElement.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task A_schema_gets_json_that_fits()
    {
        var format = ResponseFormat.Schema("""{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1}},"required":["city"]}""");

        var answer = await Client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("x")], Format = format }, cancellationToken: Cancellation);

        Assert.Equal("""{"city":"emulated","days":1}""", answer.Message?.Content);
    }

    [Theory]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"a\"")]
    [InlineData("""{"const":7}""", "7")]
    [InlineData("""{"type":"string","maxLength":3}""", "\"emu\"")]
    [InlineData("""{"type":"string","minLength":10}""", "\"emulated..\"")]
    [InlineData("""{"type":"number","maximum":-2.5}""", "-2.5")]
    [InlineData("""{"type":"integer","exclusiveMinimum":4}""", "5")]
    [InlineData("""{"type":"boolean"}""", "false")]
    [InlineData("""{"type":["null","string"]}""", "null")]
    [InlineData("""{"type":"array","items":{"type":"boolean"}}""", "[]")]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"minItems":2}""", "[false,false]")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"string"}]}""", "0")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"type":"boolean"}}}""", "false")]
    [InlineData("""{"properties":{"a":{"type":"null"}}}""", "{\"a\":null}")]
    [InlineData("""{"type":"integer","minimum":1e400}""", "10000000000000000000000000000")]
    [InlineData("""{"$ref":"#/$defs/t","$defs":{"t":{"properties":{"l":{"$ref":"#/$defs/t"},"m":{"anyOf":[{"$ref":"#/$defs/t"},{"type":"null"}]}}}}}""", "{\"l\":null,\"m\":null}")]
    public void Simple_schemas_have_a_smallest_sample(string schema, string sample)
    {
        using var json = JsonDocument.Parse(schema);
        Assert.Equal(sample, SchemaSample.Create(json.RootElement));
    }

    [Fact]
    public void A_text_has_an_end_whatever_the_schema_wants()
    {
        using var json = JsonDocument.Parse("""{"type":"string","minLength":2000000000}""");

        Assert.InRange(SchemaSample.Create(json.RootElement).Length, 1000, 100_000);
    }

    [Fact]
    public void A_schema_that_refers_to_itself_ends()
    {
        using var json = JsonDocument.Parse("""{"type":"object","properties":{"next":{"$ref":"#"}}}""");

        var sample = SchemaSample.Create(json.RootElement);

        Assert.EndsWith("null" + new string('}', sample.Count(c => c == '}')), sample);
    }
}
