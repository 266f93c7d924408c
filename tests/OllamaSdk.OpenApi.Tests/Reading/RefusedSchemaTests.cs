namespace OllamaSdk.OpenApi.Tests.Reading;

public sealed class RefusedSchemaTests
{
    [Fact]
    public void Open_string_without_its_open_end() => Refusal.Assert(
        ApiYaml.Of($$"""
            Odd: {{ApiYaml.Marker}}
              description: Odd.
              anyOf:
                - { const: a, description: A. }
            """),
        "/components/schemas/Odd",
        "end with 'type: string'");

    [Theory]
    [InlineData("{ const: a-b, description: D. }, { const: a_b, description: D. }", "AB")]
    [InlineData("{ const: value, description: D. }", "Value")]
    public void Open_string_with_a_name_that_is_taken(string values, string name) => Refusal.Assert(
        ApiYaml.Of($$"""
            Odd: {{ApiYaml.Marker}}
              description: Odd.
              anyOf: [{{values}}, { type: string }]
            """),
        "/components/schemas/Odd",
        $"the C# name '{name}' is taken");

    [Fact]
    public void Required_property_that_does_not_exist() => Refusal.Assert(
        ApiYaml.Of($$"""
            Odd:
              type: object
              description: Odd.
              required:
                - nmae {{ApiYaml.Marker}}
              properties:
                name: { type: string, description: D. }
            """),
        "/components/schemas/Odd/required/0",
        "'nmae' is required but not among the properties");

    [Fact]
    public void Reference_to_a_schema_that_is_left_out() => Refusal.Assert(
        ApiYaml.Of($$"""
            Skipped: { x-dotnet-skip: true, type: object, description: Skipped. }
            Odd:
              type: object
              description: Odd.
              properties:
                value: { $ref: '#/components/schemas/Skipped', description: D. } {{ApiYaml.Marker}}
            """),
        "/components/schemas/Odd/properties/value",
        "which x-dotnet-skip leaves out");

    [Fact]
    public void List_of_itself() => Refusal.Assert(
        ApiYaml.Of($$"""
            Odd:
              type: array
              items: { $ref: '#/components/schemas/Odd' } {{ApiYaml.Marker}}
            """),
        "/components/schemas/Odd/items",
        "refers back to itself");

    [Fact]
    public void Type_that_another_description_has_too()
    {
        using var workspace = Workspace.With(ApiYaml.Of());
        var path = workspace.Describe("test2.yaml", ApiYaml.Of().Replace("My.Api", "My.Other", StringComparison.Ordinal));

        var run = workspace.Run();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{path}:1: /components/schemas/Thing: openapi/test.yaml has a type 'Thing' too", run.Error, StringComparison.Ordinal);
    }
}
