using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The harness of this generator: snippets are compiled against the real SDK.</summary>
internal static class ToolSnippets
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel;
        global using System.ComponentModel.DataAnnotations;
        global using System.Globalization;
        global using System.Linq;
        global using System.Text.Json;
        global using System.Text.Json.Serialization;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using OllamaSdk;
        """;

    private static readonly MetadataReference[] _references =
    [
        MetadataReference.CreateFromFile(typeof(LlmTool).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(FromKeyedServicesAttribute).Assembly.Location),
    ];

    public static GeneratorHarness Harness { get; } = new(() => new ToolGenerator(), typeof(StepNames), [new("Usings.cs", Usings)]);

    public static CSharpCompilation Compile(params IEnumerable<SourceFile> files) => Harness.Compile(files).AddReferences(_references);

    public static GeneratorRun Run(params IEnumerable<SourceFile> files) => Harness.Run(Compile(files));

    public static GeneratorRun Run(string source) => Run(new SourceFile("input.cs", source));

    /// <summary>Compiles snippets and what is generated for them, without a warning, and loads the result.</summary>
    public static Assembly Load(params IEnumerable<SourceFile> files)
    {
        var run = Run(files);
        // Members that cannot be set stand in the snippets on purpose.
        Assert.DoesNotContain(run.Diagnostics, d => d.Severity != DiagnosticSeverity.Info && d.Id != "LLM018");
        run.AssertCompiles();
        using var stream = new MemoryStream();
        var result = run.Output.WithAssemblyName($"Snippets{Guid.NewGuid():N}").Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(stream.ToArray());
    }

    public static Assembly Load(string source) => Load(new SourceFile("input.cs", source));

    /// <summary>The tools of a static class.</summary>
    public static IReadOnlyList<LlmTool> ToolsOf(this Assembly assembly, string type) =>
        (IReadOnlyList<LlmTool>)assembly.GetType(type, throwOnError: true)!.GetProperty("LlmTools")!.GetValue(null)!;

    /// <summary>The tools of a type with instance methods.</summary>
    public static IReadOnlyList<LlmTool> ToolsOf(this Assembly assembly, string type, Func<ToolCallContext, object>? instance)
    {
        var method = typeof(ToolSnippets).GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!;
        return (IReadOnlyList<LlmTool>)method.MakeGenericMethod(assembly.GetType(type, throwOnError: true)!).Invoke(null, [instance])!;
    }

    private static IReadOnlyList<LlmTool> Create<T>(Func<ToolCallContext, object>? instance)
        where T : ILlmToolType<T> => T.CreateTools(instance is null ? null : context => (T)instance(context));
}
