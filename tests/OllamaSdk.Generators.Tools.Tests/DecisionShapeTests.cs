using System.Reflection;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The types and members of which a decision can be made, compiled without a warning and run.</summary>
public class DecisionShapeTests
{
    private const string Question = "/** <summary>Is it?</summary> */";

    [Theory]
    [InlineData("[LlmDecision] public sealed partial class T { Q public required bool A { get; set; } }")]
    [InlineData("[LlmDecision] public partial struct T { Q public bool A; }")]
    [InlineData("[LlmDecision] public partial record struct T([Description(\"q\")] bool A);")]
    [InlineData("[LlmDecision] public readonly partial record struct T([property: Description(\"q\")] bool A);")]
    [InlineData("/** <param name=\"a\">q</param> */ [LlmDecision] public partial class T(bool a) { public bool A => a; }")]
    [InlineData("[LlmDecision] public partial class T { public T() => A = false; Q public bool A { get; init; } public T(int other) : this() { } }")]
    [InlineData("[LlmDecision] public partial record T([Description(\"q\")] bool A, [property: JsonIgnore] int B = 3);")]
    [InlineData("public record B { Q public bool A { get; init; } } [LlmDecision] public sealed partial record T : B;")]
    [InlineData("public static partial class Outer { public partial struct T { } } [LlmDecision] public partial record T { Q public bool? A { get; init; } }")]
    [InlineData("[LlmDecision] public partial record T { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public T(bool a) => A = a; Q public required bool A { get; init; } }")]
    [InlineData("[LlmDecision] public partial class T { Q [JsonInclude] internal bool A { get; private set; } }")]
    public void Of_every_shape(string source)
    {
        var assembly = ToolSnippets.Load("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"x\")] " + source.Replace("Q ", Question, StringComparison.Ordinal));

        var value = Read(assembly, "T", new() { ["a"] = new() { Noul = 1 } });

        var member = value.GetType().GetMember("A", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();
        Assert.Equal(true, member is FieldInfo field ? field.GetValue(value) : ((PropertyInfo)member).GetValue(value));
    }

    [Fact]
    public void Names_that_are_keywords_and_words_that_need_escapes()
    {
        var run = ToolSnippets.Run(""""
            namespace @namespace;
            [LlmDecision]
            public partial record @class([Description("Is it \"\"\" so {0}?\n\u2028 {{ \\ }}")] bool @event)
            {
                [Description("Which?"), JsonPropertyName("a\"b")] public @enum @int { get; init; }
            }
            public enum @enum { [Description("\"\"\"")] @if, [JsonStringEnumMemberName("\\ \u2028")] @else }
            """");

        run.AssertCompiles();
        Assert.Empty(run.Diagnostics);
        var assembly = ToolSnippets.Load(run.Output.SyntaxTrees.Select(tree => new SourceFile(tree.FilePath, tree.ToString())).Where(file => file.Path == "input.cs"));
        using var questions = System.Text.Json.JsonDocument.Parse(Questions(assembly, "namespace.class"));
        Assert.Equal(["event", "a\"b"], questions.RootElement.EnumerateObject().Select(one => one.Name));
        Assert.Equal("Is it \"\"\" so {0}?\n\u2028 {{ \\ }}", questions.RootElement.GetProperty("event").GetProperty("instructions").GetString());
        Assert.Equal(["if", "\\ \u2028"], questions.RootElement.GetProperty("a\"b").GetProperty("criteria").EnumerateObject().Select(one => one.Name));
    }

    [Fact]
    public void What_is_obsolete_or_experimental_is_used_without_a_warning()
    {
        var run = ToolSnippets.Run($$"""
            // Whoever uses his own obsolete and experimental code permits it to himself.
            #pragma warning disable X1, CS0612, CS0618
            [LlmDecision, Obsolete]
            public partial record T
            {
                {{Question}} [Obsolete("no", true)] public bool A { get; init; }
                {{Question}} public E B { get; init; }
            }
            public enum E { [Obsolete("no", true)] A, [System.Diagnostics.CodeAnalysis.Experimental("X1")] B }
            public static class P { [Obsolete] public static Task A(OllamaClient client) => client.DecideAsync<E>("s", "q"); }
            """);

        run.AssertCompiles();
    }

    [Fact]
    public void A_schema_and_a_decision_are_two_things_of_one_type()
    {
        var run = ToolSnippets.Run($"[LlmSchema, LlmDecision] public partial record T {{ {Question} public bool A {{ get; init; }} }}");

        run.AssertCompiles();
        Assert.Equal(2, run.Sources.Count);
    }

    [Fact]
    public void A_type_in_a_type_is_found_again()
    {
        var assembly = ToolSnippets.Load($"public static partial class O {{ public partial struct P {{ [LlmDecision] internal sealed partial record T {{ {Question} public required YesNo A {{ get; init; }} }} }} }}");

        Assert.Contains("0.25", Read(assembly, "O+P+T", new() { ["a"] = new() { Noul = 0.25 } }).ToString());
    }

    private static object Read(Assembly assembly, string type, Dictionary<string, SystemOneAnswer> answers) =>
        Method(nameof(ReadOf)).MakeGenericMethod(assembly.GetType(type, throwOnError: true)!).Invoke(null, [answers])!;

    private static string Questions(Assembly assembly, string type) =>
        (string)Method(nameof(QuestionsOf)).MakeGenericMethod(assembly.GetType(type, throwOnError: true)!).Invoke(null, [])!;

    private static MethodInfo Method(string name) => typeof(DecisionShapeTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static T ReadOf<T>(Dictionary<string, SystemOneAnswer> answers)
        where T : ILlmDecision<T> => T.Read(answers);

    private static string QuestionsOf<T>()
        where T : ILlmDecision<T> => System.Text.Encoding.UTF8.GetString(T.QuestionsUtf8);
}
