namespace OllamaSdk.OpenApi.Tests.Emission;

public sealed class DocumentationTests
{
    [Fact]
    public void Markup_is_escaped_and_backticks_become_code()
    {
        using var workspace = Workspace.With(ApiYaml.WithProperties("""
            value: { type: string, description: 'A <b> & `List<T>` */ text.' }
            """));

        Assert.Contains(
            "/// <summary>A &lt;b&gt; &amp; <c>List&lt;T&gt;</c> */ text.</summary>", workspace.Generate("Mine/Odd.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_paragraph_is_the_summary_and_limits_are_sentences()
    {
        using var workspace = Workspace.With(ApiYaml.WithProperties("""
            top:
              type: number
              format: double
              minimum: 0
              maximum: 20
              default: 0.5
              description: |-
                First
                part.

                Second part.
            """));

        Assert.Contains("""
                /// <summary>First part.</summary>
                /// <remarks>
                /// <para>Second part.</para>
                /// <para>Default of the server: <c>0.5</c>.</para>
                /// <para>From 0 to 20.</para>
                /// <para>Wire name: <c>top</c>.</para>
                /// </remarks>
            """, workspace.Generate("Mine/Odd.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_text_is_wrapped_without_losing_a_word()
    {
        var words = string.Join(' ', Enumerable.Range(1000, 60));
        using var workspace = Workspace.With(ApiYaml.WithProperties($"value: {{ type: string, description: 'Words {words}.' }}"));

        var code = workspace.Generate("Mine/Odd.cs");

        Assert.All(code.Split('\n'), line => Assert.True(line.Length <= 130, line));
        var comment = string.Join(' ', code.Split('\n').Where(line => line.Contains("///", StringComparison.Ordinal)).Select(line => line.Trim(' ', '/')));
        Assert.Contains($"Words {words}.", comment, StringComparison.Ordinal);
    }
}
