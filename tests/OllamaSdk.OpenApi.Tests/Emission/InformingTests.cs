namespace OllamaSdk.OpenApi.Tests.Emission;

/// <summary>Which members the tool says only inform.</summary>
public sealed class InformingTests
{
    [Fact]
    public void Numbers_booleans_and_dates_of_answers_inform_unless_they_are_the_answer()
    {
        var code = Generate(
            "count: { type: integer, format: int64, description: D. }",
            "rate: { type: number, format: double, description: D. }",
            "made: { type: string, format: date-time, description: D. }",
            "on: { type: boolean, description: D. }",
            "text: { type: string, description: D. }",
            "list: { type: array, items: { type: integer, format: int32 }, description: D. }",
            "any: { x-dotnet-type: JsonElement, description: D. }",
            "index: { type: integer, format: int32, description: D., x-dotnet-strict: true }",
            "id: { type: string, description: D., x-dotnet-informs: true }");

        Assert.Contains("[typeof(global::My.Api.Thing)] = [\"count\", \"rate\", \"made\", \"on\", \"id\"],", code, StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_a_schema_can_inform()
    {
        var code = Generate(
            "odd: { $ref: '#/components/schemas/Odd', description: D. }",
            "text: { type: string, description: D. }");

        Assert.DoesNotContain("typeof(global::My.Api.Thing)", code, StringComparison.Ordinal);
        Assert.Contains("[typeof(global::My.Api.Odd)] = [\"name\", \"list\"],", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_have_nothing_that_informs() =>
        Assert.DoesNotContain("Odd", Generate("text: { type: string, description: D. }"), StringComparison.Ordinal);

    private static string Generate(params string[] properties)
    {
        const string Odd = """
            Odd:
              type: object
              x-dotnet-informs: true
              description: Odd.
              properties:
                name: { type: string, description: D. }
                list: { type: array, items: { type: string }, description: D. }
                answer: { type: string, description: D., x-dotnet-strict: true }
            """;
        using var workspace = Workspace.With(ApiYaml.Of(Odd).Replace("name: { type: string, description: Its name. }", string.Join("\n        ", properties), StringComparison.Ordinal));
        return workspace.Generate("InformingMembers.cs");
    }
}
