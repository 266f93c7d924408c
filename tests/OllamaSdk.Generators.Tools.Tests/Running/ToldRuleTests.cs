using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>The rules of a schema that Ollama's server drops go to it in words too.</summary>
public partial class ToldRuleTests
{
    [Fact]
    public void Only_Ollama_is_told_and_a_ready_made_schema_is_left_alone()
    {
        var ready = LlmTool.Create("t", "d", """{"type":"object","properties":{"x":{"minimum":1}}}""", (_, _, _) => new(ToolResult.Text("")));
        var made = LlmTool.Create("t", "d", (Stars stars) => $"{stars.Count}");

        Assert.Equal("""{"x":{"minimum":1}}""", Of(ready.ToDefinition().Function!.Parameters));
        Assert.Equal("""{"x":{"minimum":1}}""", Of(ready.ToChatTool().Function!.Parameters));
        Assert.Equal("""{"count":{"type":"integer","minimum":1,"maximum":5,"description":"1 to 5"}}""", Of(made.ToDefinition().Function!.Parameters));
        Assert.Equal("""{"count":{"type":"integer","minimum":1,"maximum":5}}""", Of(made.ToChatTool().Function!.Parameters));

        static string Of(JsonElement? schema) => schema!.Value.GetProperty("properties").GetRawText();
    }

    /// <summary>Arguments with a rule that the native API drops.</summary>
    [LlmSchema]
    public sealed partial record Stars([property: Range(1, 5)] int Count);
}
