namespace OllamaSdk.OpenApi.Tests;

/// <summary>Small descriptions: what a test is about, in a frame that is always right.</summary>
internal static class ApiYaml
{
    /// <summary>The part of <see cref="Of"/> that a refusal test marks as the wrong line.</summary>
    public const string Marker = "# here";

    private const string Operation = """
        get:
          operationId: getThing
          tags: [Things]
          summary: Gets the thing.
          responses:
            '200': { $ref: '#/components/responses/Thing' }
        """;

    /// <param name="schemas">More schemas beside <c>Thing</c>.</param>
    /// <param name="operation">The operations of <paramref name="path"/>.</param>
    /// <param name="path">The only path.</param>
    /// <param name="info">More members of <c>info</c>.</param>
    public static string Of(string schemas = "", string operation = Operation, string path = "/api/thing", string info = "") => $$"""
        openapi: 3.2.0
        info:
          title: Test
          version: '1'
          x-dotnet-namespace: My.Api
          x-dotnet-folder: Mine
        {{Indent(info, 2)}}
        tags:
          - name: Things
            x-dotnet-interface: IThingsApi
            description: Things.
        paths:
          {{path}}:
        {{Indent(operation, 4)}}
        components:
          responses:
            Thing:
              description: The thing.
              content:
                application/json:
                  schema: { $ref: '#/components/schemas/Thing' }
          schemas:
            Thing:
              type: object
              description: A thing.
              properties:
                name: { type: string, description: Its name. }
        {{Indent(schemas, 4)}}
        """;

    /// <summary>A description with one object schema <c>Odd</c> that has these properties.</summary>
    public static string WithProperties(string properties) => Of($"""
        Odd:
          type: object
          description: Odd.
          properties:
        {Indent(properties, 4)}
        """);

    public static int MarkedLine(string yaml) => Array.FindIndex(yaml.Split('\n'), line => line.Contains(Marker, StringComparison.Ordinal)) + 1;

    private static string Indent(string text, int columns) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => new string(' ', columns) + line));
}
