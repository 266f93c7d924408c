using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>One question to a decision model, by the type of its answer.</summary>
public class SingleDecisionTests
{
    private const string Choice = """{"type":"choice","criteria":{"delivery":"Transport, späte Pakete.","the price":null},"instructions":"Which?"}""";
    private const string Chosen = """{"type":"choice","choice":"the price","probabilities":{"delivery":0.25,"the price":0.75},"confidence":0.19}""";

    [Fact]
    public async Task Every_client_asks_it()
    {
        await using var server = Server(Chosen);
        using var native = DecisionClients.Native(server);
        using var v1 = DecisionClients.V1(server);
        using var llm = DecisionClients.Llm(server);

        Assert.Equal(Subject.Price, (await native.DecideAsync<Subject>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value);
        Assert.Equal(Subject.Price, (await v1.DecideAsync<Subject>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value);
        Assert.Equal(Subject.Price, (await llm.DecideAsync<Subject>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value);
        Assert.All(server.Requests, sent => Same($$"""{"answer":{{Choice}}}""", sent.Json().GetProperty("questions")));
    }

    [Fact]
    public async Task Of_every_kind()
    {
        await CheckAsync(async client => (await client.DecideAsync<Subject?>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value, Chosen, Choice, (Subject?)Subject.Price);
        await CheckAsync(async client => (await client.DecideAsync<Choice<Subject>>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value.Confidence, Chosen, Choice, 0.19);
        await CheckAsync(async client => (await client.DecideAsync<bool>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value, """{"type":"noul","noul":0.75}""", """{"type":"noul","instructions":"Which?"}""", true);
        await CheckAsync(async client => (await client.DecideAsync<YesNo>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value, """{"type":"noul","noul":0.25}""", """{"type":"noul","instructions":"Which?"}""", new YesNo(0.25));
        await CheckAsync(
            async client => (await client.DecideAsync<Urgency>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value,
            """{"type":"score","score":0.8,"probabilities":{"0":0.2,"1":0.8}}""", """{"type":"score","criteria":["low","Today."],"instructions":"Which?"}""", Urgency.High);
        // An enum of another assembly, without comments.
        await CheckAsync(
            async client => (await client.DecideAsync<DateTimeKind>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken)).Value,
            """{"type":"choice","choice":"utc"}""", """{"type":"choice","criteria":{"unspecified":null,"utc":null,"local":null},"instructions":"Which?"}""", DateTimeKind.Utc);
    }

    [Fact]
    public async Task Another_answer_is_an_error()
    {
        await using var server = Server("""{"type":"choice","choice":"weather"}""");
        using var client = DecisionClients.Native(server);

        var breach = await Assert.ThrowsAsync<LlmSchemaException>(() => client.DecideAsync<Subject>("text", "Which?", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("$.answers.answer.choice", breach.Path);
    }

    [Fact]
    public async Task A_blank_question_and_a_type_that_nobody_named_are_refused_before_anything_is_sent()
    {
        await using var server = Server(Chosen);
        using var client = DecisionClients.Native(server);

        await Assert.ThrowsAsync<ArgumentException>(() => client.DecideAsync<Subject>("text", " ", cancellationToken: TestContext.Current.CancellationToken));
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => OfAnyAsync<ConsoleColor>(client));

        Assert.Contains("System.ConsoleColor", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);

        // By reflection, where the generator does not see the type.
        static async Task OfAnyAsync<T>(OllamaClient client)
        {
            try
            {
                await (Task)typeof(OllamaTypedExtensions).GetMethods().First(method => method.Name == "DecideAsync").MakeGenericMethod(typeof(T))
                    .Invoke(null, [client, (DecisionState)"text", "Which?", null, null, null, TestContext.Current.CancellationToken])!;
            }
            catch (System.Reflection.TargetInvocationException e)
            {
                throw e.InnerException!;
            }
        }
    }

    private static async Task CheckAsync<T>(Func<OllamaClient, Task<T>> ask, string answer, string question, T expected)
    {
        await using var server = Server(answer);
        using var client = DecisionClients.Native(server);

        Assert.Equal(expected, await ask(client));
        Same($$"""{"answer":{{question}}}""", Assert.Single(server.Requests).Json().GetProperty("questions"));
    }

    private static void Same(string expected, JsonElement actual) => Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());

    private static ScriptedServer Server(string answer) => new(connection => connection.RespondJsonAsync($$$"""{"model":"nimble","answers":{"answer":{{{answer}}}}}"""));
}
