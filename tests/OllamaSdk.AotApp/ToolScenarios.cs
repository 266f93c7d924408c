using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.AotApp;

/// <summary>The tool loop over both APIs: in its first turn the model asks for each of ten tools, in its second it answers.</summary>
internal static class ToolScenarios
{
    private static readonly (string Name, string Arguments, string Result)[] s_calls =
    [
        ("Temperature", """{"city":"Köln","unit":"fahrenheit"}""", "21 Fahrenheit in Köln"),
        ("Temperature", """{"city":"Köln","unit":"kelvin"}""", """argument 'unit': got "kelvin", expected one of celsius, fahrenheit"""),
        ("Book", """{"booking":{"from":"2026-11-21","guest":{"name":"Bo"}}}""", """{"from":"2026-11-21","guest":{"name":"Bo","age":null},"meals":["dinner","breakfast"]}"""),
        ("Length", """{"legs":[1.5,2]}""", "3.5"),
        ("Weigh", """{"bag":{"tent":2.25}}""", """{"tent":4.50}"""),
        ("Count", """{"place":{"name":"a","parts":[{"name":"b"},{"name":"c","parts":[]}]}}""", "3"),
        ("Leave", """{"start":"2026-11-21T10:00:00+01:00","stay":"1.02:00:00"}""", "2026-11-22T12:00:00+01:00"),
        ("Measure", """{"picture":"AQID","id":"6f9619ff-8b86-d011-b42d-00c04fc964ff"}""", "3"),
        ("Echo", """{"anything":{"a":[1,null]}}""", """{"a":[1,null]}"""),
        ("Wait", "{}", "ok"),
        ("Leave_message", """{"text":"back soon"}""", "Ada of the Grand has: back soon"),
    ];

    public static async Task NativeAsync()
    {
        var calls = string.Join(',', s_calls.Select(c => $$$"""{"function":{"name":"{{{c.Name}}}","arguments":{{{c.Arguments}}}}}"""));
        await using var server = new ScriptedServer(
            c => c.RespondNdjsonAsync(Turn($$""","tool_calls":[{{calls}}]"""), """{"model":"tiny","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}"""),
            c => c.RespondNdjsonAsync("""{"model":"tiny","message":{"role":"assistant","content":"all done"},"done":true,"done_reason":"stop"}"""));
        using var client = new OllamaClient(server.Url.ToString());

        var events = client.RunWithToolsStreamAsync(new OllamaChatRequest { Model = "tiny", Messages = [OllamaChatMessage.User("go")] }, Tools(), Options());

        await CheckAsync(events, server);

        static string Turn(string more) => $$"""{"model":"tiny","message":{"role":"assistant","content":""{{more}}},"done":false}""";
    }

    public static async Task OpenAIAsync()
    {
        var calls = string.Join(',', s_calls.Select((c, i) =>
            $$$"""{"index":{{{i}}},"id":"call_{{{i}}}","type":"function","function":{"name":"{{{c.Name}}}","arguments":"{{{JsonEncodedText.Encode(c.Arguments)}}}"}}"""));
        await using var server = new ScriptedServer(
            c => StreamAsync(c, $$"""{"role":"assistant","tool_calls":[{{calls}}]}""", "tool_calls"),
            c => StreamAsync(c, """{"role":"assistant","content":"all done"}""", "stop"));
        using var client = new OpenAICompatibleClient($"{server.Url}v1");

        var events = client.RunWithToolsStreamAsync(new ChatCompletionRequest { Model = "tiny", Messages = [ChatCompletionMessage.User("go")] }, Tools(), Options());

        await CheckAsync(events, server);

        static Task StreamAsync(ScriptedConnection connection, string delta, string reason) => connection.RespondChunksAsync("text/event-stream",
            Encoding.UTF8.GetBytes(Event(delta, "null") + Event("{}", $"\"{reason}\"") + "data: [DONE]\n\n").Chunk(64));

        static string Event(string delta, string reason) =>
            $$"""data: {"id":"c","model":"tiny","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{reason}}}]}""" + "\n\n";
    }

    public static async Task TypedAnswerAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(
            """{"model":"tiny","message":{"role":"assistant","content":"{\"title\":\"Soup\",\"steps\":[\"boil\"]}"},"done":true,"done_reason":"stop"}"""));
        using var client = new OllamaClient(server.Url.ToString());

        var recipe = await client.ChatAsync<Recipe>(new OllamaChatRequest { Model = "tiny", Messages = [OllamaChatMessage.User("soup?")] });

        Checks.Same("Soup: boil", $"{recipe.Title}: {recipe.Steps.Single()}", "the recipe");
        Checks.Same(true, server.Requests[0].Text.Contains("\"format\":{\"type\":\"object\"", StringComparison.Ordinal), "that the schema was sent");
    }

    public static async Task NamedAnswersAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(Said("""{"value":[{"title":"Soup","steps":[]},{"title":"Bread","steps":[]}]}""")), c => c.RespondJsonAsync(Said("```json\n7\n```")),
            c => c.RespondJsonAsync(Said("\"fahrenheit\"")));
        using var client = new OllamaClient(server.Url.ToString());

        var recipes = await client.ChatAsync<List<Recipe>>("two?", "tiny");
        var number = await client.ChatAsync<int>("how many?", "tiny");
        var unit = await client.ChatAsync<TravelTools.Unit>("which?", "tiny");

        Checks.Same("Soup, Bread; 7; Fahrenheit", $"{string.Join(", ", recipes.Select(recipe => recipe.Title))}; {number}; {unit}", "the answers");

        static string Said(string text) =>
            $$"""{"model":"tiny","message":{"role":"assistant","content":"{{System.Text.Json.JsonEncodedText.Encode(text)}}"},"done":true,"done_reason":"stop"}""";
    }

    public static async Task MendedArgumentsAsync()
    {
        var temperature = TravelTools.LlmTools.Single(tool => tool.Name == "Temperature");

        var result = await temperature.InvokeAsync("""{"City":"Lyon","unit":"CELSIUS"}"""u8.ToArray(), new ToolCallContext());

        Checks.Same("21 Celsius in Lyon", result.Content, "the result");
    }

    public static async Task ForeignAnswerAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(
            """{"model":"tiny","message":{"role":"assistant","content":"{\"Name\":\"Ada\",\"Friends\":[{\"Name\":\"Bo\",\"Friends\":[]}]}"},"done":true,"done_reason":"stop"}"""));
        using var client = new OllamaClient(new Uri(server.Url.ToString()));

        var person = await client.ChatAsync(new() { Model = "tiny", Messages = [OllamaChatMessage.User("who?")], KeepAlive = "5m", Tools = Tools() }, ForeignJson.Default.ForeignPerson);

        Checks.Same("Ada and Bo", $"{person.Name} and {person.Friends.Single().Name}", "the person");
        Checks.Same(true, server.Requests[0].Text.Contains("\"format\":{\"type\":\"object\",\"properties\":{\"Name\"", StringComparison.Ordinal), "that a schema was made and sent");
        Checks.Same(true, server.Requests[0].Text.Contains("\"keep_alive\":300", StringComparison.Ordinal), "the time in memory");
    }

    private static ToolSet Tools()
    {
        ToolSet tools = [.. TravelTools.LlmTools];
        tools.Add<FrontDesk>();
        Checks.Same(10, tools.Count, "the number of tools");
        return tools;
    }

    private static ToolLoopOptions Options() => new() { Services = new Services(), MaxParallelCalls = 4 };

    private static async Task CheckAsync(IAsyncEnumerable<ToolLoopEvent> events, ScriptedServer server)
    {
        ToolLoopResult? result = null;
        await foreach (var happened in events)
        {
            result = happened is ToolLoopFinishedEvent finished ? finished.Result : null;
        }

        Checks.Same("all done", result?.Text, "the text");
        Checks.Same(2, result!.Rounds, "the number of rounds");
        foreach (var (call, expected) in result.Calls.Zip(s_calls))
        {
            Checks.Same((expected.Name, expected.Result), (call.Name, call.Result?.Content ?? ""), "a call and its result");
        }

        using var second = JsonDocument.Parse(server.Requests[1].Text);
        var sent = second.RootElement.GetProperty("messages").EnumerateArray().Where(m => m.GetProperty("role").GetString() == "tool");
        Checks.Same(
            string.Join('\n', s_calls.Select(c => c.Result)), string.Join('\n', sent.Select(m => m.GetProperty("content").GetString())), "what the model reads");
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type type) => type == typeof(FrontDesk) ? new FrontDesk("the Grand") : type == typeof(IDesk) ? new Desk() : null;
    }
}

/// <summary>A recipe.</summary>
/// <param name="Title">What it makes.</param>
/// <param name="Steps">What to do, in order.</param>
[LlmSchema]
internal sealed partial record Recipe(string Title, IReadOnlyList<string> Steps);

/// <summary>As if it came from a library: nothing of this SDK is on it.</summary>
internal sealed class ForeignPerson
{
    public string Name { get; set; } = "";

    public List<ForeignPerson> Friends { get; set; } = [];
}

[JsonSerializable(typeof(ForeignPerson))]
internal sealed partial class ForeignJson : JsonSerializerContext;
