namespace OllamaSdk.OpenApi.Tests.Emission;

public sealed class OpenStringTests
{
    private const string Yaml = """
        Mood:
          description: A mood.
          anyOf:
            - { const: very-glad, description: Very glad. }
            - { const: 'a"b', description: Odd., x-dotnet-name: Quoted }
            - { type: string }
        """;

    [Fact]
    public void Known_values_are_documented_members()
    {
        using var workspace = Workspace.With(ApiYaml.Of(Yaml));

        var code = workspace.Generate("Mine/Mood.cs");

        Assert.Contains("public readonly partial struct Mood : IEquatable<Mood>", code, StringComparison.Ordinal);
        Assert.Contains("""
                /// <summary>Very glad.</summary>
                /// <remarks>Wire value: <c>very-glad</c>.</remarks>
                public static Mood VeryGlad { get; } = new("very-glad");
            """, code, StringComparison.Ordinal);
        Assert.Contains("""public static Mood Quoted { get; } = new("a\"b");""", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_compares_UTF8_and_keeps_other_texts()
    {
        using var workspace = Workspace.With(ApiYaml.Of(Yaml));

        var code = workspace.Generate("Mine/Mood.cs");

        Assert.Contains("""
                    if (reader.ValueTextEquals("very-glad"u8))
                    {
                        return VeryGlad;
                    }
            """, code, StringComparison.Ordinal);
        Assert.Contains("return new(reader.GetString()!);", code, StringComparison.Ordinal);
        Assert.Contains("[JsonConverter(typeof(Mood.Converter))]", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_uses_it_as_a_nullable_value()
    {
        using var workspace = Workspace.With(ApiYaml.Of($$"""
            {{Yaml}}
            Odd:
              type: object
              description: Odd.
              properties:
                mood: { $ref: '#/components/schemas/Mood', description: D. }
            """));

        Assert.Contains("public Mood? Mood { get; set; }", workspace.Generate("Mine/Odd.cs"), StringComparison.Ordinal);
    }
}
