using System.Text;
using System.Text.Json.Serialization;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>What a tool gives is described as well, for protocols that tell it.</summary>
public partial class ResultSchemaTests
{
    [Theory]
    [InlineData("Number", """{"type":"integer"}""")]
    [InlineData("Words", null)]
    [InlineData("Nothing", null)]
    [InlineData("Own", null)]
    [InlineData("Any", "{}")]
    [InlineData("Names", """{"type":"array","items":{"type":"string","enum":["warm","cold"]}}""")]
    [InlineData("Later", """{"type":["integer","null"]}""")]
    [InlineData("Numbers", """{"type":"array","items":{"type":"number"}}""")]
    [InlineData("Weather", """{"type":"object","properties":{"degrees":{"type":["number","null"]},"city":{"type":"string","description":"Where."},"note":{"type":["string","null"]}},"required":["degrees","city"]}""")]
    [InlineData("Tree", """{"type":"object","properties":{"value":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}},"required":["value","next"],"$defs":{"Node":{"type":"object","properties":{"value":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]}},"required":["value","next"]}}}""")]
    public void Is_what_is_written(string name, string? schema)
    {
        var tool = Tools.LlmTools.Single(tool => tool.Name == name);

        Assert.Equal(schema, tool.ResultSchemaUtf8 is { } utf8 ? Encoding.UTF8.GetString(utf8.Span) : null);
    }

    internal enum Mood
    {
        Warm,
        Cold,
    }

    internal sealed record Report(string City, double? Degrees)
    {
        /// <summary>Where.</summary>
        public string City { get; } = City;

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Note { get; init; }
    }

    internal sealed record Node(int Value, Node? Next);

    internal static partial class Tools
    {
        [LlmTool("d")]
        public static int Number() => 1;

        [LlmTool("d")]
        public static string Words() => "";

        [LlmTool("d")]
        public static void Nothing()
        {
        }

        [LlmTool("d")]
        public static ToolResult Own() => ToolResult.Text("");

        [LlmTool("d")]
        public static System.Text.Json.JsonElement Any() => default;

        [LlmTool("d")]
        public static IReadOnlyList<Mood> Names() => [];

        [LlmTool("d")]
        public static Task<int?> Later() => Task.FromResult<int?>(1);

        [LlmTool("d")]
        public static async IAsyncEnumerable<double> Numbers()
        {
            await Task.Yield();
            yield return 1;
        }

        [LlmTool("d")]
        public static Report Weather() => new("", 1);

        [LlmTool("d")]
        public static Node Tree() => new(1, null);
    }
}
