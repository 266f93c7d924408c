namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>Code as it is found in the wild still compiles, without a warning in what is generated.</summary>
public class CombinationTests
{
    [Fact]
    public async Task Base_class_has_tools_of_its_own()
    {
        var assembly = ToolSnippets.Load("""
            public partial class Basis { [LlmTool("d")] public virtual string Name() => "basis"; }
            public sealed partial class Derived : Basis
            {
                [LlmTool("d")] public string More() => "more";
                public override string Name() => "derived";
            }
            """);
        var derived = Activator.CreateInstance(assembly.GetType("Derived")!)!;

        Assert.Equal(["More", "Name"], assembly.ToolsOf("Derived", _ => derived).Select(t => t.Name));
        Assert.Equal("derived", await Call(Assert.Single(assembly.ToolsOf("Basis", _ => derived)), "{}"));
    }

    [Fact]
    public void Type_may_have_tools_and_a_schema() => ToolSnippets.Load("""
        [LlmSchema] public sealed partial record Both(string A) { [LlmTool("d")] public static Both Make(Both other) => other; }
        """);

    [Fact]
    public async Task Code_without_nullable_annotations_takes_no_null_but_by_default()
    {
        var assembly = ToolSnippets.Load("""
            #nullable disable
            public static partial class Old
            {
                public class Data { public string Text { get; set; } }
                [LlmTool("d")] public static string Join(string a, Data data, string b = null) => a + data.Text + b;
            }
            """);
        var tool = Assert.Single(assembly.ToolsOf("Old"));

        Assert.Equal("xy", await Call(tool, """{"a":"x","data":{"text":"y"}}"""));
        Assert.Equal("argument 'data.text': got null, expected a string", await Call(tool, """{"a":"x","data":{"text":null}}"""));
    }

    [Fact]
    public void Obsolete_members_give_no_warning_in_generated_code() => ToolSnippets.Load("""
        public enum Level { [Obsolete("old")] Low, High }
        #pragma warning disable CS0618 // The enum of the snippet itself names its obsolete member.
        public sealed class Data { [Obsolete("old")] public int A { get; set; } public Level Level { get; set; } }
        public static partial class Tools { [LlmTool("d")] public static Data Get(Data data) => data; }
        """);

    [Fact]
    public void Types_may_stand_in_structs_and_interfaces_and_carry_keywords_for_names() => ToolSnippets.Load("""
        namespace @class.@record
        {
            public partial interface IOuter
            {
                public partial struct @struct
                {
                    public int @int;

                    public sealed partial class @event
                    {
                        [LlmTool("d")] private @struct @new(@struct @params, @enum @enum = @enum.@void) => @params;
                    }
                }

                public enum @enum { @void }
            }
        }
        """);

    [Fact]
    public async Task Required_members_and_constructors_work_together()
    {
        var assembly = ToolSnippets.Load("""
            public class Both
            {
                public Both(string name) => Name = name + "!";
                public required string Name { get; init; }
                public int[] Numbers { get; init; } = [1];
                public string? Late { get; init; }
            }
            public class Sets
            {
                [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Sets(string name) => Name = name + "!";
                public required string Name { get; init; }
                public required int Age { get; set; }
            }
            public static partial class Tools
            {
                [LlmTool("d")] public static string One(Both x) => $"{x.Name} {x.Numbers.Length} {x.Late}";
                [LlmTool("d")] public static string Two(Sets x) => $"{x.Name} {x.Age}";
            }
            """);
        var tools = assembly.ToolsOf("Tools");

        Assert.Equal("a 1 b", await Call(tools[0], """{"x":{"name":"a","late":"b"}}"""));
        Assert.Equal("a! 5", await Call(tools[1], """{"x":{"name":"a","age":5}}"""));
    }

    [Fact]
    public void Many_parameters_and_long_schemas_are_fine()
    {
        var parameters = string.Join(", ", Enumerable.Range(0, 70).Select(i => $"int p{i} = {i}"));

        var tool = Assert.Single(ToolSnippets.Load($$"""
            public static partial class Tools { [LlmTool("d")] public static int Sum({{parameters}}) => p0 + p69; }
            """).ToolsOf("Tools"));

        Assert.Contains("\"p69\":{\"type\":\"integer\",\"default\":69}", System.Text.Encoding.UTF8.GetString(tool.SchemaUtf8.Span));
    }

    private static async Task<string> Call(LlmTool tool, string arguments) =>
        (await tool.InvokeAsync(System.Text.Encoding.UTF8.GetBytes(arguments), new ToolCallContext { StrictArguments = true }, TestContext.Current.CancellationToken)).Content;
}
