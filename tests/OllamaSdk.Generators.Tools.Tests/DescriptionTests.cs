using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>Words for the model: from comments, also where the compiler does not parse them, and stronger from attributes.</summary>
public class DescriptionTests
{
    private const string Source = """
        namespace Demo;
        /// <summary>A place.</summary>
        /// <param name="City">The town.</param>
        public sealed record Place(string City);
        public static partial class Tools
        {
            // Not this.
            /// <summary>
            ///   Finds a place:
            ///   <list type="bullet"><item>by <c>name</c></item><item>by <see langword="null"/></item></list>
            ///   <para>See <see cref="Demo.Place"/> &amp; <see href="https://example.org/a.b"/>.</para>
            /// </summary>
            /// <remarks>Not this either.</remarks>
            /// <param name="place">Where
            /// it is.</param>
            [LlmTool]
            public static string Find(Place place) => place.City;

            /** <summary>Old style.</summary> */
            [LlmTool] public static void Block() { }

            /// <summary>Weak.</summary>
            [LlmTool, Description("Stronger.")] public static void Attribute() { }

            /// <summary>Weak.</summary>
            [LlmTool("Strongest."), Description("Stronger.")] public static void Strongest() { }

            /// <summary>Broken <b>markup.</summary>
            [LlmTool("Words.")] public static void Broken() { }
        }
        """;

    [Fact]
    public void Words_are_found_and_stripped()
    {
        var tools = ToolSnippets.Load(Source).ToolsOf("Demo.Tools");

        Assert.Equal(
            ["Finds a place:\n\n- by name\n\n- by null\n\nSee Place & https://example.org/a.b.", "Old style.", "Stronger.", "Strongest.", "Words."],
            tools.Select(t => t.Description));
        Assert.Contains("\"description\":\"Where it is.\"", System.Text.Encoding.UTF8.GetString(tools[0].SchemaUtf8.Span));
        Assert.Contains("\"description\":\"The town.\"", System.Text.Encoding.UTF8.GetString(tools[0].SchemaUtf8.Span));
    }

    [Theory]
    [InlineData(DocumentationMode.None)]
    [InlineData(DocumentationMode.Parse)]
    public void Comments_count_whether_or_not_the_compiler_parses_them(DocumentationMode mode)
    {
        var usual = ToolSnippets.Run(Source);
        var options = new CSharpParseOptions(LanguageVersion.CSharp12, mode);
        var compilation = ToolSnippets.Compile(new SourceFile("input.cs", Source));
        foreach (var tree in compilation.SyntaxTrees)
        {
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.ToString(), options, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));
        }

        var driver = CSharpGeneratorDriver.Create([new ToolGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGenerators(compilation, TestContext.Current.CancellationToken);

        Assert.Equal(
            usual.Sources.Select(s => s.Text),
            driver.GetRunResult().GeneratedTrees.Select(t => t.ToString()));
    }

    [Fact]
    public void Of_other_assemblies_only_the_attribute_counts()
    {
        var library = ToolSnippets.Compile(new SourceFile("library.cs", """
            namespace Library;
            /// <summary>Comment.</summary>
            /// <param name="A">Comment.</param>
            public sealed record Shape(int A, [property: Description("Attribute.")] int B);
            """)).WithAssemblyName("Library");
        var compilation = ToolSnippets.Compile(new SourceFile("input.cs", """
            public static partial class Tools { [LlmTool("d")] public static int Get(Library.Shape shape) => shape.A; }
            """)).AddReferences(library.ToMetadataReference());

        var run = ToolSnippets.Harness.Run(compilation);

        run.AssertCompiles();
        var source = Assert.Single(run.Sources).Text;
        Assert.Contains("\"b\":{\"type\":\"integer\",\"description\":\"Attribute.\"}", source);
        Assert.Contains("\"a\":{\"type\":\"integer\"}", source);
    }
}
