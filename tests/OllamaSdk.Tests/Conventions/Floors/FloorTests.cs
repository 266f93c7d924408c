using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OllamaSdk.Tests.Conventions.Floors;

/// <summary>A folder of <c>src/OllamaSdk</c> uses only folders on floors below its own, so that there are no circles either.</summary>
public sealed class FloorTests
{
    private static readonly CSharpCompilation s_library = LibrarySources.Compilation;

    [Fact]
    public void Every_folder_has_a_floor() => Assert.Equal(
        s_library.SyntaxTrees.Select(LibrarySources.FolderOf).OfType<string>().Distinct().Order(), FloorTable.Floors.Keys.Order());

    // Otherwise some uses would not be seen.
    [Fact]
    public void The_sources_compile() => Assert.Empty(
        s_library.GetDiagnostics(TestContext.Current.CancellationToken).Where(one => one.Severity == DiagnosticSeverity.Error)
            .Select(one => $"{one} (if a generator is gone, so should be what it left in obj)"));

    [Fact]
    public void No_folder_uses_one_on_its_own_floor_or_above()
    {
        var breaches = new FolderUses(s_library).In(LibrarySources.Users).Where(use => use.IsBreach).Select(use => use.ToString()).Distinct();

        // All of them: one alone would not show where the member belongs.
        Assert.Equal("", string.Join('\n', breaches));
    }

    [Fact]
    public void The_root_holds_only_what_users_see() => Assert.All(
        s_library.GlobalNamespace.GetNamespaceMembers().Single(one => one.Name == "OllamaSdk").GetTypeMembers()
            .Where(type => type.DeclaringSyntaxReferences.Any(part => LibrarySources.FolderOf(part.SyntaxTree) == FloorTable.Root)),
        type => Assert.Equal(Accessibility.Public, type.DeclaredAccessibility));

    [Theory]
    [InlineData("Errors", "static class Planted { static object? Make() => new OllamaClient(); }", "Ollama")]
    [InlineData("Ollama", "static class Planted { static string Name => nameof(OpenAI.OpenAICompatibleClient); }", "OpenAI")]
    [InlineData("Json", "static class Planted { static KeepAlive Of(System.TimeSpan time) => time; }", "Api")]
    [InlineData("Tools", "static class Planted { static object Of(Exception e) => ToolLoop.Planted(e); } ", "Launching")]
    [InlineData("(root)", "sealed class Planted { LlmClientOptions? Options; }", "Llm")]
    public void A_planted_breach_is_found(string folder, string source, string used)
    {
        var planted = LibrarySources.Parse($"namespace OllamaSdk; {source}", $"src/OllamaSdk/{(folder == FloorTable.Root ? "" : $"{folder}/")}Planted.cs");
        // A type of a lower floor, but a member that a higher one adds.
        var part = LibrarySources.Parse("namespace OllamaSdk; public static partial class ToolLoop { internal static object Planted(Exception e) => e; }", "src/OllamaSdk/Launching/Part.cs");

        var breaches = new FolderUses(s_library.AddSyntaxTrees(planted, part)).In([planted]).Where(use => use.IsBreach);

        Assert.Contains(breaches, use => use.From == folder && use.To == used);
        Assert.DoesNotContain(breaches, use => use.To != used);
    }
}
