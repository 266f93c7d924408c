using System.Text.Json;
using OllamaSdk.Loop;

namespace OllamaSdk.Tests.Tools;

/// <summary>References still point to what they pointed to when a schema has moved into an object.</summary>
public sealed class WrappedSchemaTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", """{"type":"object","properties":{"value":{"type":"integer"}},"required":["value"]}""")]
    [InlineData(
        """{"type":"array","items":{"$ref":"#/$defs/a"},"$defs":{"a":{"type":"array","items":{"$ref":"#/$defs/a"}}}}""",
        """{"type":"object","$defs":{"a":{"type":"array","items":{"$ref":"#/$defs/a"}}},"properties":{"value":{"type":"array","items":{"$ref":"#/$defs/a"}}},"required":["value"]}""")]
    [InlineData(
        """{"type":"array","items":{"$ref":"#"}}""",
        """{"type":"object","properties":{"value":{"type":"array","items":{"$ref":"#/properties/value"}}},"required":["value"]}""")]
    [InlineData(
        """{"type":"array","items":[{"anyOf":[{"$ref":"#/items/1"}]},{"type":"null"}]}""",
        """{"type":"object","properties":{"value":{"type":"array","items":[{"anyOf":[{"$ref":"#/properties/value/items/1"}]},{"type":"null"}]}},"required":["value"]}""")]
    [InlineData(
        """{"type":"array","items":{"$ref":"https://example.com/a#/b"}}""",
        """{"type":"object","properties":{"value":{"type":"array","items":{"$ref":"https://example.com/a#/b"}}},"required":["value"]}""")]
    [InlineData(
        """{"type":"array","items":{"$anchor":"a","items":{"$ref":"#a"}}}""",
        """{"type":"object","properties":{"value":{"type":"array","items":{"$anchor":"a","items":{"$ref":"#a"}}}},"required":["value"]}""")]
    public void References_are_moved(string schema, string expected)
    {
        using var document = JsonDocument.Parse(schema);

        Assert.Equal(expected, WrappedSchema.Of(document.RootElement).GetRawText());
    }
}
