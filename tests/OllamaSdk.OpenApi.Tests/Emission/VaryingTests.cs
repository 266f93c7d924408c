namespace OllamaSdk.OpenApi.Tests.Emission;

/// <summary>Where the tool puts what varies from one piece of a stream to the next, and what does not.</summary>
public sealed class VaryingTests
{
    private const string Stream = """
        get:
          operationId: streamThing
          tags: [Things]
          summary: Streams the thing.
          responses:
            '200':
              description: The pieces.
              content:
                application/x-ndjson:
                  itemSchema: { $ref: '#/components/schemas/Thing' }
        """;

    [Fact]
    public void What_varies_stands_in_the_record_and_the_rest_in_a_part_that_records_share()
    {
        var code = Generate("Mine/Thing.cs");

        Assert.Contains("public DateTimeOffset? At { get; set; }", code, StringComparison.Ordinal);
        Assert.Contains("get => _shared?.NameOnWire;", code, StringComparison.Ordinal);
        Assert.Contains("get => _shared?.AdditionalProperties;", code, StringComparison.Ordinal);
        Assert.DoesNotContain("get => _shared?.At", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_with_little_beside_what_varies_shares_nothing() =>
        Assert.DoesNotContain("_shared", Generate("Mine/Part.cs"), StringComparison.Ordinal);

    [Fact]
    public void The_paths_go_through_objects_and_lists_of_one() =>
        Assert.Contains(
            "static string[] IStreamItem.VaryingMembers => [\"count\", \"at\", \"parts[0].text\"];", Generate("Mine/Thing.Reader.cs"), StringComparison.Ordinal);

    [Fact]
    public void What_drifts_is_taken_over_by_the_item_that_others_are_copied_from() =>
        Assert.Contains("((Thing)known)._shared = value._shared;", Generate("Mine/Thing.Reader.cs"), StringComparison.Ordinal);

    private static string Generate(string path)
    {
        const string Part = """
            Part:
              type: object
              description: A part.
              properties:
                text: { type: string, description: D., x-dotnet-varies: true }
                index: { type: integer, format: int32, description: D. }
            """;
        string[] properties =
        [
            "name: { type: string, description: D. }",
            "size: { type: integer, format: int64, description: D. }",
            "count: { type: integer, format: int64, description: D., x-dotnet-drifts: true }",
            "at: { type: string, format: date-time, description: D., x-dotnet-varies: true }",
            "parts: { type: array, items: { $ref: '#/components/schemas/Part' }, description: D., x-dotnet-varies: true }",
        ];
        using var workspace = Workspace.With(
            ApiYaml.Of(Part, Stream).Replace("name: { type: string, description: Its name. }", string.Join("\n        ", properties), StringComparison.Ordinal));
        return workspace.Generate(path);
    }
}
