using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>What generated code would trip over if it were written for tidy code only.</summary>
public class AwkwardCodeTests
{
    [Fact]
    public async Task A_stream_without_end_gives_an_error()
    {
        var assembly = ToolSnippets.Load("""
            public static partial class Endless
            {
                public static int Left;
                [LlmTool("d")]
                public static async IAsyncEnumerable<string> All([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
                {
                    try
                    {
                        for (var page = new string('x', 100_000); ; await Task.Yield())
                        {
                            yield return page;
                        }
                    }
                    finally
                    {
                        Left++;
                    }
                }
            }
            """);
        var tool = Assert.Single(assembly.ToolsOf("Endless"));

        var result = await tool.InvokeAsync("{}"u8.ToArray(), new ToolCallContext(), TestContext.Current.CancellationToken);

        Assert.Equal(("the result is longer than 16777216 bytes", ToolFailure.BadResult), (result.Content, result.Failure));
        Assert.Equal(1, assembly.GetType("Endless")!.GetField("Left")!.GetValue(null));
    }

    [Fact]
    public async Task An_object_of_a_kind_that_nobody_named_is_told()
    {
        var assembly = ToolSnippets.Load("""
            [JsonDerivedType(typeof(Known), "known")] public abstract class Shape { public int Id { get; set; } }
            public sealed class Known : Shape;
            public sealed class Other : Shape;
            [JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType), JsonDerivedType(typeof(Seen), "seen")]
            public abstract class Lenient { public int Id { get; set; } }
            public sealed class Seen : Lenient;
            public sealed class Unseen : Lenient { public int More { get; set; } }
            public static partial class Shapes { [LlmTool("d")] public static Shape Get() => new Other(); [LlmTool("d")] public static Lenient Any() => new Unseen { Id = 2 }; }
            """);
        var tools = assembly.ToolsOf("Shapes");

        var thrown = await Assert.ThrowsAsync<NotSupportedException>(() => tools[0].InvokeAsync("{}"u8.ToArray(), new ToolCallContext(), TestContext.Current.CancellationToken).AsTask());
        var any = await tools[1].InvokeAsync("{}"u8.ToArray(), new ToolCallContext(), TestContext.Current.CancellationToken);

        Assert.Equal("'Other' is none of the kinds that [JsonDerivedType] names; name it too.", thrown.Message);
        Assert.Equal("""{"id":2}""", any.Content);
    }

    [Fact]
    public void Obsolete_even_as_an_error_can_be_read_written_and_called() => ToolSnippets.Load("""
        public enum Level { [Obsolete("old", true)] Low, High }
        #pragma warning disable OLD1 // as the user may
        [Obsolete("old", DiagnosticId = "OLD1")] public sealed class Old { public int A { get; set; } }
        public sealed class Data { [Obsolete("old", true)] public int A { get; set; } public Level Level { get; set; } public Old? Old { get; set; } }
        [LlmSchema] public sealed partial record Answer(Data Data, Old Old);
        public static partial class Tools
        {
            [LlmTool("d")] public static Data Get(Data data, Old old) => data;
            [LlmTool("d"), Obsolete("old", true)] public static void Call() { }
        }
        """);

    [Fact]
    public void Experimental_that_the_user_permitted_is_permitted() => ToolSnippets.Load("""
        using System.Diagnostics.CodeAnalysis;
        #pragma warning disable EXP1, EXP2, EXP3, EXP4 // as the user may
        [Experimental("EXP1")] public static class Outer { public sealed record Data(int A); }
        public sealed class More { [Experimental("EXP2")] public int A { get; set; } public Kind Kind { get; set; } }
        public enum Kind { [Experimental("EXP3")] A, B }
        [LlmSchema] public sealed partial record Answer(Outer.Data Data);
        public static partial class Tools
        {
            [LlmTool("d")] public static More Get(Outer.Data data, More more) => more;
            [LlmTool("d"), Experimental("EXP4")] public static void Call() { }
        }
        """);

    [Fact]
    public void Types_of_one_name_do_not_meet_the_names_of_generated_methods() => ToolSnippets.Load("""
        public static class A { public sealed record Result(int X); public sealed record Arguments0(int X); }
        public static class B { public sealed record Result(int X); }
        public static partial class Tools
        {
            [LlmTool("d")] public static A.Result One(A.Arguments0 x) => new(x.X);
            [LlmTool("d")] public static int Two(int x) => x;
            [LlmTool("d")] public static B.Result Three(B.Result x) => x;
        }
        """);

    [Fact]
    public void Attributes_about_null_and_tasks_that_may_be_null_give_no_warning() => ToolSnippets.Load("""
        using System.Diagnostics.CodeAnalysis;
        public interface IService;
        public sealed class Data { [DisallowNull] public string? A { get; set; } [AllowNull] public string B { get; set; } = ""; [MaybeNull] public string C { get; set; } = ""; }
        public static partial class Tools
        {
            [LlmTool("d")] public static int One(Data x, [DisallowNull] string? y, [FromToolServices] IService service = null!) => 1;
            [LlmTool("d")] [return: MaybeNull] public static Data Two() => null;
            [LlmTool("d")] public static Task<Data>? Three() => null;
            [LlmTool("d")] public static ToolResult? Four() => null;
        }
        """);

    [Fact]
    public void Assembly_that_is_compliant_with_the_cls_gets_no_warning() => ToolSnippets.Load("""
        [assembly: CLSCompliant(true)]
        public static partial class Tools { [LlmTool("d")] public static int One(int x) => x; }
        """);

    [Fact]
    public void Keys_of_services_are_written_so_that_no_other_namespace_is_found() => ToolSnippets.Load("""
        using Microsoft.Extensions.DependencyInjection;
        namespace My.App { public enum Key { A } public interface IService; }
        namespace Other.My
        {
            using global::My.App;
            public static partial class Tools
            {
                [LlmTool("d")] public static void One(
                    [FromKeyedServices(Key.A)] IService a, [FromKeyedServices(typeof(Key))] IService b, [FromKeyedServices(-5L)] IService c,
                    [FromKeyedServices("\"")] IService d, [FromKeyedServices(null)] IService? e, [FromKeyedServices(typeof(List<>))] IService? f) { }
            }
        }
        """);

    [Fact]
    public void Record_of_another_assembly_is_read_as_one_of_this_assembly()
    {
        const string Records = """
            namespace Records;
            public readonly record struct Place(int X, int Y = 5);
            public sealed record Shape(int X, int Y = 2) { public Shape(string text) : this(text.Length) { } }
            """;
        const string Tools = """
            public static partial class Tools { [LlmTool("d")] public static int Get(Records.Place place, Records.Shape shape) => place.X + shape.X; }
            """;
        using var image = new MemoryStream();
        var library = ToolSnippets.Compile(new SourceFile("library.cs", Records)).WithAssemblyName("Library");
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);

        var here = ToolSnippets.Run(new("input.cs", Tools), new("library.cs", Records));
        var there = ToolSnippets.Harness.Run(
            ToolSnippets.Compile(new SourceFile("input.cs", Tools)).AddReferences(MetadataReference.CreateFromImage(image.ToArray())));

        there.AssertCompiles();
        Assert.Equal(Assert.Single(here.Sources).Text, Assert.Single(there.Sources).Text);
    }
}
