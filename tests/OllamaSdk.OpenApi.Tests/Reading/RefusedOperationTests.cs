namespace OllamaSdk.OpenApi.Tests.Reading;

public sealed class RefusedOperationTests
{
    private const string Pointer = "/paths/~1api~1thing/get";

    [Theory]
    [InlineData("tags: [Things]\nsummary: S.", "has no operationId")]
    [InlineData("tags: [Things]\noperationId: getThing", "has no summary")]
    [InlineData("operationId: getThing\nsummary: S.", "needs exactly one tag")]
    [InlineData("operationId: getThing\nsummary: S.\ntags: [Things, Others]", "needs exactly one tag")]
    public void Without_a_name(string head, string message)
    {
        var yaml = ApiYaml.Of(operation: Get(head));

        // Without a usable tag the interface is empty too, which is a problem of its own.
        using var workspace = Workspace.With(yaml);
        var problem = workspace.Run().Error.Split(Environment.NewLine)[0];
        Assert.Contains($":{ApiYaml.MarkedLine(yaml)}: {Pointer}: ", problem, StringComparison.Ordinal);
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Placeholder_without_a_parameter() => Refusal.Assert(
        ApiYaml.Of(operation: Get("operationId: getThing\ntags: [Things]\nsummary: S."), path: "/api/thing/{id}"),
        "/paths/~1api~1thing~1{id}/get",
        "the placeholders of '/api/thing/{id}'");

    [Fact]
    public void Cookie_parameter() => RefusesMember(
        "parameters:\n  - { name: id, in: cookie, description: D., schema: { type: string } } # here", "parameters/0", "'in: path', 'query' or 'header'");

    [Fact]
    public void Parameter_that_is_no_scalar() => RefusesMember(
        "parameters:\n  - { name: id, in: query, description: D., schema: { type: array, items: { type: string } } } # here",
        "parameters/0/schema",
        "not IReadOnlyList<string>");

    [Fact]
    public void Body_of_several_parts() => RefusesMember(
        "requestBody: # here\n  description: D.\n  content: { multipart/form-data: { schema: { type: object } } }",
        "requestBody",
        "application/json with a schema or application/octet-stream");

    [Fact]
    public void Bytes_of_a_type_that_cannot_be_sent() => RefusesMember(
        "requestBody: # here\n  description: D.\n  content: { application/octet-stream: { schema: { type: string } } }",
        "requestBody",
        "any other needs a schema with x-dotnet-type: HttpContent");

    [Fact]
    public void Two_operations_of_one_name()
    {
        var operations = ApiYaml.Of(operation: string.Join('\n', Get("operationId: a\ntags: [Things]\nsummary: S."), Get("operationId: A\ntags: [Things]\nsummary: S.").Replace("get:", "post:", StringComparison.Ordinal)));
        using var workspace = Workspace.With(operations);

        Assert.Contains("/tags/0: two operations become 'AAsync'", workspace.Run().Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png: {}", "image~1png", "answers of type 'image/png' are not supported")]
    [InlineData("application/json: {}", "application~1json", "has no schema")]
    [InlineData("application/x-ndjson: {}", "application~1x-ndjson", "has no itemSchema")]
    [InlineData("application/x-ndjson: { schema: { $ref: '#/components/schemas/Thing' }, itemSchema: { $ref: '#/components/schemas/Thing' } }", "application~1x-ndjson/schema", "'schema' of an answer of type application/x-ndjson is not supported")]
    [InlineData("text/event-stream: { itemSchema: { $ref: '#/components/schemas/Thing' } }", "text~1event-stream", "whose property 'data' has a contentSchema")]
    public void Answer(string content, string pointer, string message) => Refusal.Assert(
        ApiYaml.Of(operation: $$"""
            get:
              operationId: getThing
              tags: [Things]
              summary: S.
              responses:
                '200':
                  description: D.
                  content:
                    {{content}} {{ApiYaml.Marker}}
            """),
        $"{Pointer}/responses/200/content/{pointer}",
        message);

    [Fact]
    public void Tag_that_is_not_described() => Refusal.Assert(
        ApiYaml.Of(operation: $$"""
            get: {{Operation("getThing", "Things")}}
            post: {{Operation("postThing", "Others")}}
            """).Replace("openapi: 3.2.0", $"openapi: 3.2.0 {ApiYaml.Marker}", StringComparison.Ordinal),
        "/",
        "the tag 'Others', which /tags does not describe");

    [Fact]
    public void Tag_of_operations_that_are_all_left_out()
    {
        using var workspace = Workspace.With(ApiYaml.Of(operation: "get: { x-dotnet-skip: true, responses: { '200': { description: D. } } }"));

        // An operation without a tag is refused even where it is left out, so that the tag list stays complete.
        Assert.Contains("needs exactly one tag", workspace.Run().Error, StringComparison.Ordinal);

        workspace.Describe("test.yaml", ApiYaml.Of(operation: "get: { x-dotnet-skip: true, tags: [Things], responses: { '200': { description: D. } } }"));

        Assert.Contains("/tags/0: no operation has this tag", workspace.Run().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_success() => Refusal.Assert(
        ApiYaml.Of(operation: $$"""
            get: {{ApiYaml.Marker}}
              operationId: getThing
              tags: [Things]
              summary: S.
              responses: { '400': { description: Wrong. } }
            """),
        Pointer,
        "has no response of 200 to 299");

    private static void RefusesMember(string member, string pointer, string message) => Refusal.Assert(
        ApiYaml.Of(operation: Get($"operationId: getThing\ntags: [Things]\nsummary: S.\n{member}").Replace($"get: {ApiYaml.Marker}", "get:", StringComparison.Ordinal)),
        $"{Pointer}/{pointer}",
        message);

    private static string Operation(string id, string tag) =>
        $"{{ operationId: {id}, tags: [{tag}], summary: S., responses: {{ '200': {{ $ref: '#/components/responses/Thing' }} }} }}";

    private static string Get(string members) =>
        $"get: {ApiYaml.Marker}\n  {members.Replace("\n", "\n  ", StringComparison.Ordinal)}\n  responses: {{ '200': {{ $ref: '#/components/responses/Thing' }} }}";
}
