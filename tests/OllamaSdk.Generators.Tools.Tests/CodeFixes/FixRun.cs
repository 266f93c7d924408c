using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests.CodeFixes;

/// <summary>What an editor does with a code fix: offers it for a diagnostic of the generator, and applies it to the solution.</summary>
internal static class FixRun
{
    /// <summary>The files after the fix was applied to the first diagnostic of that id; <see langword="null"/> where nothing is offered.</summary>
    public static async Task<IReadOnlyList<SourceFile>?> ApplyAsync(CodeFixProvider fix, string id, params IReadOnlyList<SourceFile> files)
    {
        using var workspace = new AdhocWorkspace();
        var solution = Solution(workspace, files);
        var diagnostic = ToolSnippets.Run(files).Diagnostics.First(d => d.Id == id);
        var document = solution.Projects.Single().Documents.Single(d => d.FilePath == diagnostic.Location.GetLineSpan().Path);
        var tree = await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken);
        var here = Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree!, diagnostic.Location.SourceSpan));
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, here, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        if (actions.Count == 0)
        {
            return null;
        }

        var operations = await Assert.Single(actions).GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return [.. await Task.WhenAll(files.Select(async file =>
            new SourceFile(file.Path, (await changed.Projects.Single().Documents.Single(d => d.FilePath == file.Path).GetTextAsync()).ToString())))];
    }

    private static Solution Solution(AdhocWorkspace workspace, IReadOnlyList<SourceFile> files)
    {
        var compilation = ToolSnippets.Compile(files);
        var project = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution
            .AddProject(project, "Snippets", "Snippets", LanguageNames.CSharp)
            .WithProjectCompilationOptions(project, compilation.Options)
            .WithProjectParseOptions(project, compilation.SyntaxTrees[0].Options)
            .WithProjectMetadataReferences(project, compilation.References);
        foreach (var tree in compilation.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(project), tree.FilePath, tree.GetText(), filePath: tree.FilePath);
        }

        return solution;
    }
}
