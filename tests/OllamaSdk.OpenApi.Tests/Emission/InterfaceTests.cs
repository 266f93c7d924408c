namespace OllamaSdk.OpenApi.Tests.Emission;

public sealed class InterfaceTests
{
    private const string Tail = "[Property] CallOptions? options = null, CancellationToken cancellationToken = default);";
    private const string Thing = "{ $ref: '#/components/schemas/Thing' }";

    [Fact]
    public void Both_kinds_of_answer_give_two_methods()
    {
        var code = Generate("post", $"""
            application/json:
              schema: {Thing}
            application/x-ndjson:
              x-dotnet-returns: One by one.
              itemSchema: {Thing}
            """, Body("application/json", $"schema: {Thing}"));

        Assert.Contains($"""
                /// <returns>What comes back.</returns>
                /// <exception cref="LlmApiException">404: Not there.</exception>
                [Post("/api/thing")]
                [Headers("Accept: application/json")]
                Task<Thing> DoItAsync([Body] Thing request, {Tail}
            """, code, StringComparison.Ordinal);
        Assert.Contains($"""
                /// <returns>One by one.</returns>
                /// <exception cref="LlmApiException">404: Not there.</exception>
                [Post("/api/thing")]
                [Headers("Accept: application/x-ndjson")]
                IAsyncEnumerable<Thing> DoItStreamAsync([Body] Thing request, {Tail}
            """, code, StringComparison.Ordinal);
        Assert.Contains("/// <param name=\"request\">What to send.</param>", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_stream_gives_one_method_and_an_event_is_its_data()
    {
        var code = Generate("post", $"text/event-stream: {{ itemSchema: {{ type: object, properties: {{ data: {{ type: string, contentMediaType: application/json, contentSchema: {Thing} }} }} }} }}");

        Assert.Contains($"""
                [Headers("Accept: text/event-stream")]
                IAsyncEnumerable<Thing> DoItStreamAsync({Tail}
            """, code, StringComparison.Ordinal);
        Assert.DoesNotContain("DoItAsync", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Task")]
    [InlineData("text/plain: {}", "Task<string>")]
    [InlineData("application/octet-stream: {}", "Task<Stream>")]
    [InlineData("application/json: { schema: { type: 'null' } }", "Task")]
    [InlineData("application/json: { schema: { x-dotnet-type: JsonElement } }", "Task<JsonElement>")]
    [InlineData("application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Thing' } } }", "Task<IReadOnlyList<Thing>>")]
    public void Answer_decides_the_return_type(string content, string type) =>
        Assert.Contains($"{type} DoItAsync({Tail}", Generate("get", content), StringComparison.Ordinal);

    [Theory]
    [InlineData("get", "Get")]
    [InlineData("put", "Put")]
    [InlineData("delete", "Delete")]
    [InlineData("head", "Head")]
    public void Verb_is_an_attribute(string verb, string attribute) =>
        Assert.Contains($"[{attribute}(\"/api/thing\")]", Generate(verb, ""), StringComparison.Ordinal);

    [Fact]
    public void Delete_may_have_a_body() => Assert.Contains(
        $"Task DoItAsync([Body] Thing request, {Tail}", Generate("delete", "", Body("application/json", $"schema: {Thing}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("application/octet-stream", "", "Stream")]
    [InlineData("application/octet-stream", "schema: { x-dotnet-type: HttpContent }", "HttpContent")]
    [InlineData("multipart/form-data", "schema: { x-dotnet-type: HttpContent, type: object, properties: { file: {} } }", "HttpContent")]
    public void Other_bodies_are_sent_as_they_are(string mediaType, string content, string type) => Assert.Contains(
        $"Task DoItAsync([Body] {type} content, {Tail}", Generate("post", "", Body(mediaType, content)), StringComparison.Ordinal);

    [Fact]
    public void Deprecated_operation_warns_where_a_text_is_given()
    {
        Assert.Contains("""
                /// <para>Deprecated by the server.</para>
                /// <para>Sent as <c>POST /api/thing</c>.</para>
            """, Generate("post", "", "deprecated: true"), StringComparison.Ordinal);
        Assert.Contains("""
                [Obsolete("Use \"that\".")]
                [Post("/api/thing")]
            """, Generate("post", "", "x-dotnet-obsolete: Use \"that\"."), StringComparison.Ordinal);
    }

    [Fact]
    public void Server_of_an_operation_is_documented() => Assert.Contains(
        "/// <para>Only at <c>https://example.com</c>. Needs a key.</para>",
        Generate("get", "", "servers: [ { url: 'https://example.com', description: Needs a key. } ]"),
        StringComparison.Ordinal);

    [Fact]
    public void Parameters_come_before_the_body_unless_they_may_be_left_out()
    {
        var code = Generate("post", "", $$"""
            parameters:
              - { name: page_size, in: query, description: P., schema: { type: integer, format: int32 } }
              - { name: blob-digest, in: path, required: true, description: B., schema: { type: string } }
              - { name: X-Kind, in: header, required: true, description: K., schema: { type: string } }
            {{Body("application/json", $"schema: {Thing}")}}
            """, "/api/thing/{blob-digest}");

        Assert.Contains(
            "Task DoItAsync([AliasAs(\"blob-digest\")] string blobDigest, [Header(\"X-Kind\")] string xKind, [Body] Thing request, "
            + $"[Query, AliasAs(\"page_size\")] int? pageSize = null, {Tail}",
            code,
            StringComparison.Ordinal);
    }

    private static string Body(string mediaType, string content) =>
        $"requestBody:\n  description: What to send.\n  content:\n    {mediaType}: {{ {content} }}";

    private static string Generate(string verb, string content, string more = "", string path = "/api/thing")
    {
        var indented = content.Length == 0 ? "{}" : "\n        " + content.Replace("\n", "\n        ", StringComparison.Ordinal);
        using var workspace = Workspace.With(ApiYaml.Of(path: path, operation: $$"""
            {{verb}}:
              operationId: doIt
              tags: [Things]
              summary: Does it.
              {{more.Replace("\n", "\n  ", StringComparison.Ordinal)}}
              responses:
                '200':
                  description: What comes back.
                  content: {{indented}}
                '404': { description: Not there. }
            """));
        return workspace.Generate("Mine/IThingsApi.cs");
    }
}
