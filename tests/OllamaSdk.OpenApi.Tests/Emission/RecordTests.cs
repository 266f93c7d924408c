namespace OllamaSdk.OpenApi.Tests.Emission;

public sealed class RecordTests
{
    [Theory]
    [InlineData("type: string", "string")]
    [InlineData("type: [string, 'null']", "string")]
    [InlineData("{ type: string, format: date-time }", "DateTimeOffset")]
    [InlineData("{ type: string, format: byte }", "byte[]")]
    [InlineData("{ type: integer, format: int32 }", "int")]
    [InlineData("{ type: integer, format: int64 }", "long")]
    [InlineData("{ type: number, format: double }", "double")]
    [InlineData("type: boolean", "bool")]
    [InlineData("x-dotnet-type: JsonElement", "JsonElement")]
    [InlineData("$ref: '#/components/schemas/Thing'", "Thing")]
    [InlineData("{ type: array, items: { $ref: '#/components/schemas/Thing' } }", "IReadOnlyList<Thing>")]
    [InlineData("{ type: array, items: { x-dotnet-type: 'float[]' } }", "IReadOnlyList<float[]>")]
    [InlineData("{ type: object, additionalProperties: { x-dotnet-type: JsonElement } }", "IReadOnlyDictionary<string, JsonElement>")]
    public void Property_has_the_type_of_its_schema_and_may_be_absent(string schema, string type)
    {
        using var workspace = Workspace.With(ApiYaml.WithProperties($"some_value: {{ description: D., {schema.Trim('{', '}')} }}"));

        Assert.Contains($$"""
                [JsonPropertyName("some_value")]
                public {{type}}? SomeValue { get; set; }
            """, workspace.Generate("Mine/Odd.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_alias_is_only_another_name_for_a_type()
    {
        using var workspace = Workspace.With(ApiYaml.Of("""
            Tags: { type: array, items: { type: string } }
            Odd:
              type: object
              description: Odd.
              properties:
                tags: { $ref: '#/components/schemas/Tags', description: D. }
            """));

        Assert.Contains("public IReadOnlyList<string>? Tags { get; set; }", workspace.Generate("Mine/Odd.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Mine/Tags.cs", workspace.ReadOutput().Keys);
    }

    [Fact]
    public void Unknown_members_are_kept_and_the_origin_is_named()
    {
        using var workspace = Workspace.With(ApiYaml.Of());

        var code = workspace.Generate("Mine/Thing.cs");

        Assert.Contains("from openapi/test.yaml#/components/schemas/Thing.", code, StringComparison.Ordinal);
        Assert.Contains("namespace My.Api;", code, StringComparison.Ordinal);
        Assert.Contains("""
                [JsonExtensionData]
                public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }
            """, code, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_can_be_given_and_use_can_be_discouraged()
    {
        using var workspace = Workspace.With(ApiYaml.WithProperties("""
            _total: { type: string, description: D., x-dotnet-name: Sum, deprecated: true, x-dotnet-obsolete: Use "Other". }
            _rest: { type: string, description: D., deprecated: true }
            """));

        var code = workspace.Generate("Mine/Odd.cs");

        Assert.Contains("""
                [Obsolete("Use \"Other\".")]
                [JsonPropertyName("_total")]
                public string? Sum { get; set; }
            """, code, StringComparison.Ordinal);
        Assert.Contains("<para>Deprecated by the server.</para>", code, StringComparison.Ordinal);
        Assert.DoesNotContain("Obsolete", code[code.IndexOf("Sum {", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Other_forms_have_a_converter_or_a_type_of_their_own()
    {
        using var workspace = Workspace.With(ApiYaml.Of().Replace(
            "name: { type: string, description: Its name. }",
            """
            name: { type: string, description: Its name., x-dotnet-wire: TextOrParts }
                    arguments: { type: string, description: D., x-dotnet-converter: ArgumentsTextConverter }
            """,
            StringComparison.Ordinal));

        var code = workspace.Generate("Mine/Thing.cs");

        Assert.Contains("""
                    get => _name.Text ?? "";
                    set => _name = value;
            """, code, StringComparison.Ordinal);
        Assert.Contains("public global::OllamaSdk.TextOrParts? NameOnWire", code, StringComparison.Ordinal);
        Assert.Contains("""
                [JsonPropertyName("arguments")]
                [JsonConverter(typeof(global::OllamaSdk.ArgumentsTextConverter))]
                public string? ArgumentsOnWire { get; set; }
            """, code, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_answer_leaves_out_reads_as_empty_unless_absence_tells_something()
    {
        const string Name = "name: { type: string, description: Its name. }";
        string[] properties =
        [
            "text: { type: string, description: D. }",
            "list: { type: array, items: { type: string }, description: D. }",
            "told: { type: string, description: D., x-dotnet-nullable: true }",
            "odd: { $ref: '#/components/schemas/Odd', description: D., x-dotnet-empty: true }",
        ];
        using var workspace = Workspace.With(ApiYaml.WithProperties("text: { type: string, description: D. }")
            .Replace(Name, string.Join("\n        ", properties), StringComparison.Ordinal));

        var code = workspace.Generate("Mine/Thing.cs");

        Assert.Contains("get => TextOnWire ?? \"\";", code, StringComparison.Ordinal);
        Assert.Contains("get => ListOnWire ?? [];", code, StringComparison.Ordinal);
        Assert.Contains("set => _list = ListItems.Present(value);", code, StringComparison.Ordinal);
        Assert.Contains("get => OddOnWire ??= new();", code, StringComparison.Ordinal);
        Assert.Contains("public string? Told { get; set; }", code, StringComparison.Ordinal);
        Assert.Contains("get => TextOnWire ?? \"\";", workspace.Generate("Mine/Odd.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_context_lists_the_models_of_all_descriptions()
    {
        using var workspace = Workspace.With(ApiYaml.Of());
        workspace.Describe("a.yaml", ApiYaml.Of()
            .Replace("My.Api", "My.Zoo", StringComparison.Ordinal).Replace("Mine", "Zoo", StringComparison.Ordinal)
            .Replace("Thing:", "Animal:", StringComparison.Ordinal).Replace("schemas/Thing", "schemas/Animal", StringComparison.Ordinal)
            .Replace("responses/Thing", "responses/Animal", StringComparison.Ordinal));

        Assert.EndsWith("""
            [JsonSerializable(typeof(global::My.Api.Thing))]
            [JsonSerializable(typeof(global::My.Zoo.Animal))]
            internal sealed partial class OllamaJsonContext : JsonSerializerContext;

            """, workspace.Generate("OllamaJsonContext.cs"), StringComparison.Ordinal);
    }
}
