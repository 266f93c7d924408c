using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using static OllamaSdk.Extensions.AI.Conformance.UnmetException;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>Answers of a type, by <c>GetResponseAsync&lt;T&gt;</c>.</summary>
internal static partial class TypedDemands
{
    private const string Area = "typed answers";

    private static JsonSerializerOptions Json { get; } = new(AIJsonUtilities.DefaultOptions)
    {
        TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(PeopleContext.Default, AIJsonUtilities.DefaultOptions.TypeInfoResolver),
    };

    public static IEnumerable<Demand> All =>
    [
        Typed("an object", """{"name":"Jimbo Smith","age":35,"job":"PopStar"}""", new Person("Jimbo Smith", 35, Job.PopStar)),
        Typed("an integer", """{"data":15}""", 15),
        Typed("a text", """{"data":"Jimbo"}""", "Jimbo"),
        Typed("true", """{"data":true}""", true),
        Typed("false", """{"data":false}""", false),
        Typed("an enum", """{"data":"PopStar"}""", Job.PopStar),
        new(Area, "a list", async s =>
        {
            s.Server.When("who").Answer("""{"data":[{"name":"A","age":1,"job":"PopStar"},{"name":"B","age":2,"job":"Programmer"}]}""");
            var answer = await s.Chat.GetResponseAsync<Person[]>("who?", Json, cancellationToken: s.Ct);
            UnlessSame("A B", string.Join(' ', answer.Result.Select(person => person.Name)));
        }),
        new(Area, "the schema reaches the server", async s =>
        {
            s.Server.When("who").Answer("""{"name":"A","age":1,"job":"PopStar"}""");
            await s.Chat.GetResponseAsync<Person>("who?", Json, cancellationToken: s.Ct);
            var schema = s.Find("format") ?? s.Find("response_format")?.GetProperty("json_schema").GetProperty("schema");
            Unless(schema?.GetProperty("properties").TryGetProperty("age", out _) == true);
        }),
        new(Area, "an object after functions were run", async s =>
        {
            s.Server.When("who").CallTool("find");
            s.Server.When("number 7").Answer("""{"name":"A","age":1,"job":"PopStar"}""");
            using var chat = new FunctionInvokingChatClient(s.Chat);
            var options = new ChatOptions { Tools = [new SchemaFunction("find", """{"type":"object","properties":{}}""", _ => "number 7")] };
            UnlessSame(new Person("A", 1, Job.PopStar), (await chat.GetResponseAsync<Person>("who?", Json, options, cancellationToken: s.Ct)).Result);
        }),
        new(Area, "an object without the server's help", async s =>
        {
            s.Server.When("").Answer("""{"name":"A","age":1,"job":"PopStar"}""");
            UnlessSame(new Person("A", 1, Job.PopStar), (await s.Chat.GetResponseAsync<Person>("who?", Json, useJsonSchemaResponseFormat: false, cancellationToken: s.Ct)).Result);
            Unless(s.Find("format")?.GetString() == "json" || s.Find("response_format")?.GetProperty("type").GetString() == "json_object");
        }),
    ];

    private static Demand Typed<T>(string name, string said, T expected) => new(Area, name, async s =>
    {
        s.Server.When("what").Answer(said);
        UnlessSame(expected, (await s.Chat.GetResponseAsync<T>("what?", Json, cancellationToken: s.Ct)).Result);
    });

    internal enum Job
    {
        Programmer,
        PopStar,
    }

    internal sealed record Person(string Name, int Age, Job Job);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(Person))]
    [JsonSerializable(typeof(Person[]))]
    [JsonSerializable(typeof(Job))]
    internal sealed partial class PeopleContext : JsonSerializerContext;
}
