using System.Text.Json;
using Microsoft.Extensions.AI;
using static OllamaSdk.Extensions.AI.Conformance.UnmetException;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>Functions that a model asks for, run by Microsoft's middleware.</summary>
internal static class ToolDemands
{
    private const string Area = "functions";
    private const string Nothing = """{"type":"object","properties":{}}""";
    private const string Numbers = """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}""";

    public static IEnumerable<Demand> All =>
    [
        new(Area, "one without parameters is run", async s => UnlessSame("It is 42.", await RunAsync(s, false, new("secret", Nothing, _ => 42), "{}", "42", "It is 42."))),
        new(Area, "one with parameters is run", s => ProductAsync(s, false)),
        new(Area, "one with parameters is run in a stream", s => ProductAsync(s, true)),
        new(Area, "a parameter may be left out", OptionalAsync),
        new(Area, "parameters may be nested, and lists", NestedAsync),
        new(Area, "several are run at once, each with its own id", s => ParallelAsync(s, false)),
        new(Area, "several are run at once in a stream", s => ParallelAsync(s, true)),
        new(Area, "calls and results go back with their ids", IdsAsync),
        new(Area, "an answer that calls says so as the reason for its end", async s =>
        {
            s.Server.When("hello").CallTool("secret");
            foreach (var streamed in (bool[])[false, true])
            {
                UnlessSame(ChatFinishReason.ToolCalls, (await s.AskAsync(streamed, "hello", With(new SchemaFunction("secret", Nothing, _ => 1)))).FinishReason);
            }
        }),
        new(Area, "usage is summed up over all rounds", UsageAsync),
        new(Area, "schemas arrive as they are", s => SchemasAsync(s, false)),
        new(Area, "strict schemas are taken", s => SchemasAsync(s, true)),
        new(Area, "one that is demanded is the only one, or is named", SpecificAsync),
        new(Area, "none is sent, or it is said, where none is wanted", NoneAsync),
        new(Area, "results that are JSON arrive as JSON, and texts as texts", ResultsAsync),
        new(Area, "pictures of a result reach the model", PicturesAsync),
    ];

    private static async Task<string> RunAsync(Subject s, bool streamed, SchemaFunction function, string arguments, string result, string answer)
    {
        s.Server.When("What?").CallTool(function.Name, arguments);
        s.Server.When(result).Answer(answer);
        using var chat = new FunctionInvokingChatClient(s.Chat);
        return (await s.AskAsync(streamed, "What?", With(function), chat)).Messages[^1].Text;
    }

    private static async Task ProductAsync(Subject s, bool streamed)
    {
        var product = new SchemaFunction("product", Numbers, arguments => ((JsonElement)arguments["a"]!).GetInt32() * ((JsonElement)arguments["b"]!).GetInt32());
        UnlessSame("It is 3528.", await RunAsync(s, streamed, product, """{"a":42,"b":84}""", "3528", "It is 3528."));
    }

    private static async Task OptionalAsync(Subject s)
    {
        var find = new SchemaFunction("find", """{"type":"object","properties":{"id":{"type":"string","default":"none"}}}""", arguments => arguments.TryGetValue("id", out var id) ? $"{id}!" : "left out");
        UnlessSame("So.", await RunAsync(s, false, find, "{}", "left out", "So."));
    }

    private static async Task NestedAsync(Subject s)
    {
        JsonElement? person = null;
        var add = new SchemaFunction(
            "add", """{"type":"object","properties":{"person":{"type":"object","properties":{"name":{"type":"string"},"items":{"type":"array","items":{"type":"string"}}}}}}""", arguments =>
            {
                person = (JsonElement)arguments["person"]!;
                return "added";
            });
        await RunAsync(s, false, add, """{"person":{"name":"Peter","items":["bacon","lettuce"]}}""", "added", "Done.");
        UnlessSame("Peter", person?.GetProperty("name").GetString());
        UnlessSame("lettuce", person?.GetProperty("items")[1].GetString());
    }

    private static async Task ParallelAsync(Subject s, bool streamed)
    {
        s.Server.When("older").CallTools(("age", """{"name":"Elsa"}"""), ("age", """{"name":"Anna"}"""));
        s.Server.When("18").Answer("Three years.");
        using var chat = new FunctionInvokingChatClient(s.Chat);
        var age = new SchemaFunction("age", """{"type":"object","properties":{"name":{"type":"string"}}}""", arguments => ((JsonElement)arguments["name"]!).GetString() == "Elsa" ? 21 : 18);
        var answer = await s.AskAsync(streamed, "How much older is Elsa than Anna?", With(age), chat);
        UnlessSame("Three years.", answer.Messages[^1].Text);
        var calls = answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => call.CallId).ToList();
        UnlessSame(2, calls.Distinct().Count());
        Unless(calls.SequenceEqual(answer.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.CallId)));
    }

    private static async Task IdsAsync(Subject s)
    {
        await RunAsync(s, false, new("secret", Nothing, _ => 42), "{}", "42", "It is 42.");
        var (call, result) = (s.Messages[1].GetProperty("tool_calls")[0], s.Messages[2]);
        UnlessSame("tool", result.GetProperty("role").GetString());
        Unless(call.TryGetProperty("id", out var id) && id.GetString() is { Length: > 0 });
        Unless(result.TryGetProperty("tool_call_id", out var of) && of.GetString() == id.GetString());
    }

    private static async Task UsageAsync(Subject s)
    {
        s.Server.When("What?").CallTool("secret");
        s.Server.When("42").Answer("It is 42.");
        var alone = (await s.AskAsync(false, "What?", With(new SchemaFunction("secret", Nothing, _ => 42)))).Usage?.InputTokenCount;
        using var chat = new FunctionInvokingChatClient(s.Chat);
        foreach (var streamed in (bool[])[false, true])
        {
            Unless((await s.AskAsync(streamed, "What?", With(new SchemaFunction("secret", Nothing, _ => 42)), chat)).Usage?.InputTokenCount > alone);
        }
    }

    private static async Task SchemasAsync(Subject s, bool strict)
    {
        string[] schemas =
        [
            Nothing,
            """{"type":"object","properties":{},"additionalProperties":false,"$schema":"http://json-schema.org/draft-07/schema#"}""",
            """{"type":"object","properties":{"kind":{"type":"string","enum":["error","success"],"description":"What kind"},"deep":{"type":["boolean","null"],"default":false}},"required":["kind"]}""",
            """{"type":"object","properties":{"id":{"type":"number","minimum":1,"maximum":100},"labels":{"type":"object","additionalProperties":{"type":"string"}}}}""",
            """{"type":"object","properties":{"rows":{"type":"array","items":{"$ref":"#/$defs/row"}}},"$defs":{"row":{"type":"object","properties":{"x":{"type":"integer"}}}}}""",
        ];
        var functions = schemas.Select((schema, index) => new SchemaFunction($"f{index}", schema, _ => null, strict)).ToArray();
        await s.AskAsync(false, "hello", With(functions));
        for (var i = 0; i < schemas.Length; i++)
        {
            var sent = s.Sent.GetProperty("tools")[i].GetProperty("function");
            UnlessSame($"f{i}", sent.GetProperty("name").GetString());
            Unless(strict || JsonElement.DeepEquals(functions[i].JsonSchema, sent.GetProperty("parameters")), $"{schemas[i]} arrives as {sent.GetProperty("parameters").GetRawText()}");
        }
    }

    private static async Task SpecificAsync(Subject s)
    {
        await s.AskAsync(false, "hello", With(ChatToolMode.RequireSpecific("b")));
        var named = s.Find("tool_choice") is { ValueKind: JsonValueKind.Object } choice && choice.GetProperty("function").GetProperty("name").GetString() == "b";
        Unless(named || (s.Sent.GetProperty("tools").GetArrayLength() == 1 && s.Sent.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString() == "b"));
    }

    private static async Task NoneAsync(Subject s)
    {
        await s.AskAsync(false, "hello", With(ChatToolMode.None));
        Unless(!s.Sent.TryGetProperty("tools", out _) || s.Find("tool_choice")?.GetString() == "none");
    }

    private static async Task ResultsAsync(Subject s)
    {
        object[] results = ["a \u00e9\"text\"", JsonElement.Parse("""{"warm":true,"at":1.50}"""), 42];
        string[] expected = ["a \u00e9\"text\"", """{"warm":true,"at":1.50}""", "42"];
        for (var i = 0; i < results.Length; i++)
        {
            await s.AskAsync(false, [new(ChatRole.User, "hello"), new(ChatRole.Assistant, [new FunctionCallContent("a", "f")]), new(ChatRole.Tool, [new FunctionResultContent("a", results[i])])]);
            var content = s.Messages[2].GetProperty("content").GetString();
            Unless(i == 1 ? JsonElement.DeepEquals(JsonElement.Parse(content!), (JsonElement)results[1]) : content == expected[i], $"{expected[i]} arrives as {content}");
        }
    }

    private static async Task PicturesAsync(Subject s)
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 9, 9];
        AIContent[] result = [new TextContent("here"), new DataContent(png, "image/png")];
        await s.AskAsync(false, [new(ChatRole.User, "hello"), new(ChatRole.Assistant, [new FunctionCallContent("a", "f")]), new(ChatRole.Tool, [new FunctionResultContent("a", result)])]);
        var images = s.Messages[2].TryGetProperty("images", out var list) ? list.ToString() : s.Messages[2].GetProperty("content") is { ValueKind: JsonValueKind.Array } parts ? parts[1].GetProperty("image_url").ToString() : "";
        Unless(images.Contains(Convert.ToBase64String(png), StringComparison.Ordinal));
    }

    private static ChatOptions With(params SchemaFunction[] functions) => new() { Tools = [.. functions] };

    private static ChatOptions With(ChatToolMode mode) => new() { ToolMode = mode, Tools = [new SchemaFunction("a", Nothing, _ => 1), new SchemaFunction("b", Nothing, _ => 2)] };
}
