using System.ComponentModel.DataAnnotations;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>A tool with every kind of argument that is scanned, and its neighbours that are not.</summary>
internal static partial class ScanTools
{
    [LlmTool("Scanned.")]
    public static void Plain(string text, Metal metal, int count, bool flag, double number, string? note = "n", int? maybe = 7, Metal? other = null, byte small = 1, ulong big = 2)
    {
    }

    [LlmTool("Scanned, with bounds.")]
    public static void Bounded([StringLength(5, MinimumLength = 2)] string text, [Range(1, 10)] int count, [Range(0.5, 1.5)] double? number = null)
    {
    }

    [LlmTool("Not scanned: a regular expression may be slow.")]
    public static void Matched([RegularExpression("a+")] string text)
    {
    }

    [LlmTool("Not scanned: a list.")]
    public static void Listed(int[] numbers)
    {
    }

    internal enum Metal
    {
        Iron,

        [System.Text.Json.Serialization.JsonStringEnumMemberName("say \"Au\"\\ä")]
        Gold,
    }
}
