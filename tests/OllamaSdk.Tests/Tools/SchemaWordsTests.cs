using System.Text.Json;
using System.Text.Json.Nodes;
using OllamaSdk.CompilerServices;

namespace OllamaSdk.Tests.Tools;

/// <summary>What Ollama's server drops from a tool's schema is said in words, on the native API alone.</summary>
public sealed class SchemaWordsTests
{
    /// <summary>A parameter's schema, and the description that goes to Ollama with it.</summary>
    public static TheoryData<string, string?> Parameters => new()
    {
        { """{"type":"integer"}""", null },
        { """{"type":"integer","description":"How many."}""", "How many." },
        { """{"type":"integer","description":"How many.","minimum":1,"maximum":5,"default":3}""", "How many. (1 to 5; default 3)" },
        { """{"type":"integer","minimum":0,"maximum":255}""", "0 to 255" },
        { """{"type":"integer","exclusiveMinimum":0}""", "more than 0" },
        { """{"type":"number","minimum":0.5,"exclusiveMaximum":1}""", "at least 0.5 and less than 1" },
        { """{"type":"number","maximum":1e3,"multipleOf":2}""", "at most 1e3; a multiple of 2" },
        { """{"type":"string","minLength":2,"maxLength":2}""", "exactly 2 characters" },
        { """{"type":"string","maxLength":1,"pattern":"^[A-Z]$"}""", "at most 1 character; matches ^[A-Z]$" },
        { """{"type":"string","format":"date-time"}""", "ISO 8601 date and time such as 2025-01-31T13:45:00Z" },
        { """{"type":"string","format":"date","default":"2025-01-01"}""", "ISO 8601 date such as 2025-01-31; default 2025-01-01" },
        { """{"type":"string","format":"duration"}""", "ISO 8601 duration such as PT1H30M" },
        { """{"type":"string","format":"uuid"}""", "UUID" },
        { """{"type":"string","format":"uri"}""", "absolute URI" },
        { """{"type":"string","format":"ipv4"}""", "format ipv4" },
        { """{"type":"string","contentEncoding":"base64"}""", "base64" },
        { """{"type":"array","items":{"type":"integer","minimum":1},"uniqueItems":true,"minItems":1}""", "at least 1 item; no item twice" },
        { """{"type":"object","additionalProperties":{"type":"integer"},"minProperties":2}""", "at least 2 entries; each value as {\"type\":\"integer\"}" },
        { """{"type":"object","propertyNames":{"enum":["a","b"]},"additionalProperties":false}""", "its names are of [\"a\",\"b\"]; nothing else" },
        { """{"$ref":"#/$defs/Node"}""", "of the form Node" },
        { """{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}""", "of the form Node" },
        { """{"anyOf":[{"type":"string"},{"type":"null"}]}""", null },
        { """{"oneOf":[{"type":"string"},{"type":"null"}]}""", "one of [{\"type\":\"string\"},{\"type\":\"null\"}]" },
        { """{"const":"x","title":"T","examples":[1]}""", "always x; for example [1]" },
        { """{"type":["string","null"],"default":null}""", null },
        { """{"type":"string","description":"","maxLength":3}""", "at most 3 characters" },
        { """{"type":"string","minimum":"odd","uniqueItems":1,"$ref":7,"propertyNames":[],"anyOf":{}}""", null },
        { "true", null },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Is_said_to_Ollama_and_left_alone_for_others(string parameter, string? description)
    {
        var schema = $$$"""{"type":"object","properties":{"x":{{{parameter}}},"in":{"type":"object","properties":{"y":{{{parameter}}} } } },"required":["x"]}""";

        var sent = JsonNode.Parse(SchemaWords.Tell(JsonElement.Parse(schema)).GetRawText())!;

        foreach (var node in new[] { sent["properties"]!["x"]!, sent["properties"]!["in"]!["properties"]!["y"]! })
        {
            Assert.Equal(description, node is JsonObject told ? (string?)told["description"] : null);
            // Nothing else is touched.
            var expected = JsonNode.Parse(parameter)!;
            (expected as JsonObject)?.Remove("description");
            (node as JsonObject)?.Remove("description");
            Assert.True(JsonNode.DeepEquals(expected, node), node.ToJsonString());
        }
    }

    [Fact]
    public void A_long_rule_is_cut()
    {
        var schema = $$$"""{"properties":{"x":{"pattern":"{{{new string('a', 199)}}}😀b"} } }""";

        var description = SchemaWords.Tell(JsonElement.Parse(schema)).GetProperty("properties").GetProperty("x").GetProperty("description").GetString();

        Assert.Equal($"matches {new string('a', 199)}…", description);
    }
}
