using System.Text;

namespace OllamaSdk.Benchmarks.Compare.Tools;

/// <summary>The same shapes as each generator wants them.</summary>
internal static class GeneratorSources
{
    private const int ToolsPerClass = 10;
    private const string Members = "string City, Unit Unit, int Days, bool Hourly, double Threshold";
    private const string Frame = "using System.Text.Json.Serialization; using OllamaSdk; namespace Shapes; public enum Unit { Celsius, Fahrenheit }";

    public static string Context(int count)
    {
        var source = new StringBuilder(Frame);
        for (var i = 0; i < count; i++)
        {
            source.Append($"public sealed record Shape{i}({Members});");
        }

        for (var i = 0; i < count; i++)
        {
            source.Append($"[JsonSerializable(typeof(Shape{i}))]");
        }

        return source.Append("public sealed partial class Context : JsonSerializerContext { }").ToString();
    }

    public static string Schemas(int count)
    {
        var source = new StringBuilder(Frame);
        for (var i = 0; i < count; i++)
        {
            source.Append($"[LlmSchema] public sealed partial record Shape{i}({Members});");
        }

        return source.ToString();
    }

    public static string Tools(int count)
    {
        var source = new StringBuilder(Frame);
        for (var i = 0; i < count; i++)
        {
            source.Append(i % ToolsPerClass == 0 ? $"public static partial class Tools{i} {{" : "");
            source.Append($"[LlmTool(\"Does it.\")] public static void Shape{i}({Members}) {{ }}");
            source.Append(i % ToolsPerClass == ToolsPerClass - 1 ? "}" : "");
        }

        return source.ToString();
    }
}
