using System.Text.Json;
using OllamaSdk.Cli.Schemas;

namespace OllamaSdk.Cli.Tests.Work;

public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("""{"type":"object","required":["a"]}""", """{"a":1}""")]
    [InlineData("""{"type":["string","null"]}""", "null")]
    [InlineData("""{"type":"integer"}""", "3.0")]
    [InlineData("""{"enum":["a",1]}""", "1")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"number"}]}""", "1")]
    [InlineData("""{"$defs":{"x":{"type":"object","properties":{"inner":{"$ref":"#/$defs/x"}}}},"$ref":"#/$defs/x"}""", """{"inner":{"inner":{}}}""")]
    [InlineData("""{"additionalProperties":{"type":"string"},"properties":{"n":{"type":"number"}}}""", """{"n":1,"s":"t"}""")]
    [InlineData("""{"minimum":1,"maximum":2,"exclusiveMaximum":2.5}""", "2")]
    [InlineData("""{"pattern":"^a+$","minLength":2}""", "\"aa\"")]
    [InlineData("true", "1")]
    [InlineData("{}", "[]")]
    public void What_fits_is_good(string schema, string value) => Assert.Null(new SchemaCheck(JsonElement.Parse(schema)).Find(JsonElement.Parse(value)));

    [Theory]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", "$", "'a' is missing")]
    [InlineData("""{"properties":{"a":{"items":{"type":"string"}}}}""", """{"a":["b",1]}""", "$.a[1]", "expected string")]
    [InlineData("""{"type":"integer"}""", "3.5", "$", "expected integer")]
    [InlineData("""{"enum":["a","b"]}""", "\"c\"", "$", """expected one of ["a","b"]""")]
    [InlineData("""{"const":1}""", "2", "$", "expected 1")]
    [InlineData("""{"properties":{},"additionalProperties":false}""", """{"x":1}""", "$", "'x' is none of its members")]
    [InlineData("""{"oneOf":[{"type":"number"},{"minimum":1}]}""", "2", "$", "fits more than one of oneOf")]
    [InlineData("""{"anyOf":[{"type":"string"}]}""", "2", "$", "fits none of anyOf")]
    [InlineData("""{"allOf":[{"type":"number"},{"minimum":3}]}""", "2", "$", "expected at least the schema's minimum")]
    [InlineData("""{"maxItems":1}""", "[1,2]", "$", "expected at most 1 items")]
    [InlineData("""{"maxLength":1}""", "\"ab\"", "$", "expected at most 1 characters")]
    [InlineData("""{"pattern":"^a"}""", "\"b\"", "$", "expected a text of the pattern ^a")]
    [InlineData("""{"$ref":"#/none"}""", "1", "$", "the schema has nothing at #/none")]
    [InlineData("""{"$ref":"#"}""", "1", "$", "the schema refers to itself without an end")]
    public void What_does_not_fit_is_said_with_its_place(string schema, string value, string path, string words) =>
        Assert.Equal((path, words), new SchemaCheck(JsonElement.Parse(schema)).Find(JsonElement.Parse(value)));

    [Fact]
    public void Keywords_that_are_not_checked_are_told() => Assert.Equal(
        ["not", "uniqueItems"],
        new SchemaCheck(JsonElement.Parse("""{"title":"t","not":{},"properties":{"not_a_keyword":{"uniqueItems":true}}}""")).Unchecked);
}
