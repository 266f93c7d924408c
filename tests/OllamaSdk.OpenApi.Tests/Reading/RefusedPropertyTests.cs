namespace OllamaSdk.OpenApi.Tests.Reading;

/// <summary>A property without an exact C# type is refused, never turned into an object.</summary>
public sealed class RefusedPropertyTests
{
    [Theory]
    [InlineData("{ description: D. }", "has no type")]
    [InlineData("{ type: integer, description: D. }", "write format: int32 or int64")]
    [InlineData("{ type: number, description: D. }", "write format: double")]
    [InlineData("{ type: number, format: float, description: D. }", "write format: double")]
    [InlineData("{ type: string, format: ipv4, description: D. }", "type 'string' with format 'ipv4'")]
    [InlineData("{ type: array, description: D. }", "a list needs 'items'")]
    [InlineData("{ type: object, description: D. }", "a free object needs a type")]
    [InlineData("{ type: object, additionalProperties: true, description: D. }", "a free object needs a type")]
    [InlineData("{ type: object, properties: {}, description: D. }", "move it to /components/schemas")]
    [InlineData("{ type: [string, integer], description: D. }", "has several types")]
    [InlineData("{ type: string }", "has no description")]
    [InlineData("{ x-dotnet-type: 'List<int>', description: D. }", "generic types are not supported")]
    [InlineData("{ $ref: '#/components/responses/Thing', description: D. }", "is not a schema below #/components/schemas/")]
    [InlineData("{ type: string, description: D., x-dotnet-name: 'two words' }", "is not a C# name")]
    [InlineData("{ type: boolean, description: D., x-dotnet-converter: Own }", "x-dotnet-converter is for texts and for JsonElement")]
    [InlineData("{ type: boolean, description: D., x-dotnet-wire: Own }", "x-dotnet-wire is for texts")]
    public void Refuses(string schema, string message) =>
        Refusal.Assert(ApiYaml.WithProperties($"value: {schema} {ApiYaml.Marker}"), "/components/schemas/Odd/properties/value", message);

    [Theory]
    [InlineData("enum: [a, b]", "enum", "a closed list breaks")]
    [InlineData("oneOf: [{ type: string }]", "oneOf", "name a hand-written type with x-dotnet-type")]
    [InlineData("allOf: [{ type: string }]", "allOf", "name a hand-written type with x-dotnet-type")]
    [InlineData("anyOf: [{ type: string }]", "anyOf", "move it to /components/schemas as an open string")]
    [InlineData("patternProperties: { a: { type: string } }", "patternProperties", "remove it")]
    public void Refuses_keyword(string keyword, string name, string message) => Refusal.Assert(
        ApiYaml.WithProperties($"""
            value:
              type: string
              description: D.
              {keyword} {ApiYaml.Marker}
            """),
        $"/components/schemas/Odd/properties/value/{name}",
        message);

    [Theory]
    [InlineData("x-dotnet-nmae: Value", "x-dotnet-nmae")]
    [InlineData("x-dotnet-interface: IValue", "x-dotnet-interface")]
    public void Refuses_extension_that_nothing_reads(string extension, string name) => Refusal.Assert(
        ApiYaml.WithProperties($"""
            value:
              type: string
              description: D.
              {extension} {ApiYaml.Marker}
            """),
        $"/components/schemas/Odd/properties/value/{name}",
        "has no meaning here; the known keys are");

    [Theory]
    [InlineData("some_value", "SomeValue")]
    [InlineData("odd", "Odd")]
    [InlineData("additional_properties", "AdditionalProperties")]
    public void Refuses_name_that_is_taken(string wireName, string name) => Refusal.Assert(
        ApiYaml.WithProperties($$"""
            someValue: { type: string, description: D. }
            {{wireName}}: { type: string, description: D. } {{ApiYaml.Marker}}
            """),
        $"/components/schemas/Odd/properties/{wireName}",
        $"the C# name '{name}' is taken");

    [Fact]
    public void Lists_all_problems_in_one_run()
    {
        using var workspace = Workspace.With(ApiYaml.WithProperties("""
            first: { type: integer, description: D. }
            second: { type: array, description: D. }
            """));

        var run = workspace.Run();

        Assert.Contains("/properties/first: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("/properties/second: ", run.Error, StringComparison.Ordinal);
    }
}
