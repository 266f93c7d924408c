using System.Text.Json;
using System.Text.Json.Nodes;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The language-neutral cases of tool_schema.json.</summary>
public class CaseTests
{
    /// <summary>The cases that C# cannot express, and why. Only cases whose level allows it.</summary>
    private static readonly Dictionary<string, string> _impossible = new()
    {
        ["all-types"] = "C# has no union of integer and string",
        ["arrays"] = "a tuple is refused by LLM001",
        ["unions"] = "C# has no unions",
    };

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static TheoryData<string> Ids() => [.. Cases().Select(c => (string)c["id"]!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Case_holds(string id)
    {
        var test = Cases().Single(c => (string)c["id"]! == id);
        if (_impossible.ContainsKey(id))
        {
            Assert.Equal("recommended", (string)test["level"]!);
        }
        else if (test["tool_dict"] is { } ready)
        {
            CheckReadyMade(ready["function"]!.AsObject(), test["expected_tool"]!["function"]!.AsObject());
        }
        else
        {
            CheckGenerated(test);
        }
    }

    [Fact]
    public void Impossible_cases_are_cases() => Assert.Subset(Cases().Select(c => (string)c["id"]!).ToHashSet(), _impossible.Keys.ToHashSet());

    private static void CheckGenerated(JsonObject test)
    {
        var assembly = ToolSnippets.Load(new SourceFile("Signatures.cs", File.ReadAllText(Path.Combine(_folder, "Signatures.cs"))));
        var tools = assembly.ToolsOf("Cases.Functions").Concat(assembly.ToolsOf("Cases.K", null));
        var tool = tools.Single(t => t.Name == (string)test["expected_name"]!);
        var actual = JsonNode.Parse(tool.SchemaUtf8.Span)!.AsObject();
        var expected = test["expected_parameters"]!.AsObject();

        Assert.Equal((string)test["expected_description"]!, tool.Description);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected.ToJsonString()}\nActual   {actual.ToJsonString()}");
        Assert.Equal(Names(expected), Names(actual));
    }

    private static void CheckReadyMade(JsonObject given, JsonObject expected)
    {
        var parameters = given["parameters"]!.ToJsonString();
        var tool = LlmTool.Create((string)given["name"]!, (string?)given["description"] ?? "", parameters, (_, _, _) => new(ToolResult.Done));
        var function = tool.ToDefinition().Function!;

        Assert.Equal((string?)expected["name"], function.Name);
        Assert.Equal((string?)expected["description"], function.Description);
        Assert.Equal(parameters, function.Parameters!.Value.GetRawText());
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected["parameters"]!.ToJsonString()).RootElement, function.Parameters.Value));
    }

    private static IEnumerable<string> Names(JsonObject schema) => schema["properties"]!.AsObject().Select(p => p.Key);

    private static IEnumerable<JsonObject> Cases() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "tool_schema.json")))!["cases"]!.AsArray().Select(c => c!.AsObject());
}
