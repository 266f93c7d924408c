using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>A record of questions to a decision model, over HTTP: what is sent, and what is read. The bytes are made from the server's source.</summary>
public class TypedDecisionTests
{
    private const string Questions =
        """
        {"about":{"type":"choice","instructions":"What is it about?","criteria":{"delivery":"Transport, späte Pakete.","the price":null}},
        "angry":{"type":"noul","instructions":"Is the writer angry?"},
        "tone":{"type":"score","instructions":"How hard is the tone?","criteria":["mild","firm","harsh"]},
        "Stars of it":{"type":"score","instructions":"How many stars?","criteria":["1","2","3","4","5"]},
        "urgency":{"type":"score","instructions":"How urgent is it?","criteria":["low","Today."]}}
        """;

    private const string About = """{"type":"choice","choice":"the price","probabilities":{"the price":0.75,"delivery":0.25},"confidence":0.19}""";
    private const string Angry = """{"type":"noul","noul":0.5}""";
    private const string Tone = """{"type":"score","score":1.1,"legend":{"0":"mild","1":"firm","2":"harsh"},"probabilities":{"2":0.3,"0":0.2,"1":0.5},"confidence":0.0628}""";
    private const string Stars = """{"type":"score","score":0.9,"probabilities":{"0":0.4,"1":0.35,"2":0.2,"3":0.05,"4":0},"confidence":0.2}""";
    private const string Urgent = """{"type":"score","score":0.8,"probabilities":{"0":0.2,"1":0.8}}""";

    [Theory]
    [InlineData("ollama")]
    [InlineData("v1")]
    [InlineData("llm")]
    public async Task Every_client_sends_the_questions_and_reads_the_answers(string client)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer()));

        var decision = await AskAsync<Complaint>(client, server, "Es kam zu spät.");

        var sent = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/v1/systemone"), (sent.Method, sent.Path));
        Assert.Equal("\"Es kam zu spät.\"", sent.Json().GetProperty("state").GetRawText());
        Assert.Equal(Questions.ReplaceLineEndings(""), sent.Json().GetProperty("questions").GetRawText());
        var value = decision.Value;
        Assert.Equal((Subject.Price, 0.19), (value.About.Value, value.About.Confidence));
        Assert.Equal([(Subject.Delivery, 0.25), (Subject.Price, 0.75)], value.About.Probabilities.Select(one => (one.Key, one.Value)));
        Assert.Equal((0.5, true), (value.Angry.Probability, value.Angry.Value));
        Assert.Equal((1.1, 1, "firm", 0, 0.0628), (value.Tone.Value, value.Tone.Level, value.Tone.LevelText, value.Tone.Lowest, value.Tone.Confidence));
        Assert.Equal([0.2, 0.5, 0.3], value.Tone.Probabilities);
        Assert.Equal(["mild", "firm", "harsh"], value.Tone.Legend);
        Assert.Equal((1, Urgency.High, true), (value.Stars, value.Urgency, value.IsUrgent));
        Assert.Equal(["about", "angry", "tone", "Stars of it", "urgency"], decision.Answers.Keys);
        Assert.Equal("firm", decision.Answers["tone"].Levels[1]);
        Assert.Equal(("nimble", 118, 3, 7, server.Url.Port), (decision.Model, decision.Usage?.InputTokens, decision.Usage?.OutputTokens, decision.PromptEvalCachedCount, decision.Endpoint?.Port));
        Assert.Equal(client == "llm" ? "ollama" : null, decision.Provider);
    }

    [Fact]
    public async Task A_fallback_is_told()
    {
        await using var broken = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"out of order"}""", 500));
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer()));
        using var client = DecisionClients.Llm(broken, server);

        var decision = await client.DecideAsync<Complaint>("text", cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(decision.UsedFallback);
        Assert.Single(decision.Failures);
        Assert.Equal(server.Url.Port, decision.Endpoint?.Port);
    }

    [Fact]
    public async Task A_state_may_be_json_of_any_source()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer()));
        using var client = DecisionClients.Native(server);
        var map = new Dictionary<string, int> { ["days"] = 14 };

        await client.DecideAsync<Complaint>(JsonElement.Parse("""[{"late":true}]"""), cancellationToken: TestContext.Current.CancellationToken);
        await client.DecideAsync<Complaint>(DecisionState.Of(new Letter("Bö", "Too late")), cancellationToken: TestContext.Current.CancellationToken);
        await client.DecideAsync<Complaint>(DecisionState.Of(map, DecisionJsonContext.Default.DictionaryStringInt32), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["""[{"late":true}]""", """{"from":"Bö","text":"Too late"}""", """{"days":14}"""],
            server.Requests.Select(sent => sent.Json().GetProperty("state").GetRawText()));
    }

    [Fact]
    public async Task A_request_of_ones_own_keeps_its_settings()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer()));
        using var client = DecisionClients.Native(server);
        var image = LlmImage.FromBytes(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 });
        var request = SystemOneRequest.About("text") with { Model = "clef", KeepAlive = "5m", Images = [image] };

        await client.DecideAsync<Complaint>(request, cancellationToken: TestContext.Current.CancellationToken);
        await client.DecideAsync<Complaint>("text", "clef", [image], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(request.Questions!);
        Assert.All(server.Requests, sent => Assert.Equal(5, sent.Json().GetProperty("questions").EnumerateObject().Count()));
        Assert.All(server.Requests, sent => Assert.Equal(("clef", 1), (sent.Json().GetProperty("model").GetString(), sent.Json().GetProperty("images").GetArrayLength())));
        Assert.Equal([true, false], server.Requests.Select(sent => sent.Json().TryGetProperty("keep_alive", out _)));
    }

    [Theory]
    [InlineData("""{"type":"choice","choice":"weather","probabilities":{"delivery":1},"confidence":1}""", Angry, "$.answers.about.choice", "'weather' is none of delivery, the price")]
    [InlineData("""{"type":"choice","choice":"delivery","probabilities":{"delivery":0.9,"weather":0.1}}""", Angry, "$.answers.about.probabilities", "'weather' is none of")]
    [InlineData("""{"type":"choice","probabilities":{"delivery":1}}""", Angry, "$.answers.about.choice", "it is missing")]
    [InlineData("""{"type":"noul","noul":0.5}""", Angry, "$.answers.about.type", "'noul' is not the 'choice' that was asked for")]
    [InlineData("""{"type":"box","box":[1,2]}""", Angry, "$.answers.about.type", "'box' is not the 'choice'")]
    [InlineData(About, """{"type":"noul","noul":1.5}""", "$.answers.angry.noul", "1.5 is not from 0 to 1")]
    [InlineData(About, """{"type":"noul"}""", "$.answers.angry.noul", "it is missing")]
    [InlineData(About, Angry, "$.answers.tone.score", "2.5 is not from 0 to 2", """{"type":"score","score":2.5}""")]
    [InlineData(About, Angry, "$.answers.tone.score", "it is missing", """{"type":"score"}""")]
    [InlineData(About, Angry, "$.answers.tone.probabilities", "'3' is none of 0, 1, 2", """{"type":"score","score":2,"probabilities":{"3":1}}""")]
    [InlineData(About, Angry, "$.answers[\"Stars of it\"].score", "4.5 is not from 0 to 4", Tone, """{"type":"score","score":4.5}""")]
    public async Task Another_answer_is_an_error_that_says_where_and_keeps_all(string about, string angry, string path, string words, string tone = Tone, string stars = Stars)
    {
        foreach (var client in (string[])["ollama", "v1", "llm"])
        {
            await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer(about, angry, tone, stars)));

            var breach = await Assert.ThrowsAsync<LlmSchemaException>(() => AskAsync<Complaint>(client, server, "text"));

            Assert.Equal(path, breach.Path);
            Assert.Contains(words, breach.Message, StringComparison.Ordinal);
            Assert.Equal(("nimble", server.Url.Port), (breach.Model, breach.Endpoint?.Port));
            var kept = JsonElement.Parse(breach.RawText).GetProperty("answers");
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(about), kept.GetProperty("about")));
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Urgent), kept.GetProperty("urgency")));
        }
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("v1")]
    [InlineData("llm")]
    public async Task A_question_without_an_answer_is_an_error(string client)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync($$$"""{"model":"nimble","answers":{"about":{{{About}}}}}"""));

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => AskAsync<Complaint>(client, server, "text"));

        Assert.Contains("angry", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_informs_may_be_missing()
    {
        const string Bare = """{"choice":"delivery"}""";
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer(Bare, """{"noul":0}""", """{"score":1.5}""", """{"score":4}""", usage: false)));

        var decision = await AskAsync<Complaint>("ollama", server, "text");

        Assert.Equal((Subject.Delivery, 0, (double?)null), (decision.Value.About.Value, decision.Value.About.Probabilities.Count, decision.Value.About.Confidence));
        Assert.Equal((2, 1.5, 0), (decision.Value.Tone.Level, decision.Value.Tone.Value, decision.Value.Tone.Probabilities.Count));
        Assert.Equal((false, 5, (SystemOneUsage?)null), (decision.Value.Angry.Value, decision.Value.Stars, decision.Usage));
    }

    [Fact]
    public async Task What_the_type_refuses_itself_is_an_error_in_its_words()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"model":"nimble","answers":{"angry":{"type":"noul","noul":1}}}"""));

        var breach = await Assert.ThrowsAsync<LlmSchemaException>(() => AskAsync<Peaceful>("ollama", server, "text"));

        Assert.Contains("nobody is angry here", breach.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(breach.InnerException);
    }

    [Fact]
    public async Task Two_of_the_same_are_equal_and_their_text_tells_no_content()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer()));

        var one = await AskAsync<Complaint>("ollama", server, "text");
        var other = await AskAsync<Complaint>("ollama", server, "text");

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.DoesNotContain("Price", one.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("nimble", one.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(one.Value.Tone, one.Value.Tone with { Probabilities = [0.2, 0.3, 0.5] });
        Assert.NotEqual(one.Value.About, one.Value.About with { Probabilities = new Dictionary<Subject, double>() });
    }

    internal static async Task<Decision<T>> AskAsync<T>(string client, ScriptedServer server, string state)
        where T : ILlmDecision<T>
    {
        using var native = DecisionClients.Native(server);
        using var v1 = DecisionClients.V1(server);
        using var llm = DecisionClients.Llm(server);
        return client switch
        {
            "ollama" => await native.DecideAsync<T>(state, cancellationToken: TestContext.Current.CancellationToken),
            "v1" => await v1.DecideAsync<T>(state, cancellationToken: TestContext.Current.CancellationToken),
            _ => await llm.DecideAsync<T>(state, cancellationToken: TestContext.Current.CancellationToken),
        };
    }

    private static string Answer(string about = About, string angry = Angry, string tone = Tone, string stars = Stars, bool usage = true)
    {
        var more = usage ? ""","usage":{"input_tokens":118,"output_tokens":3},"prompt_eval_cached_count":7""" : "";
        return $$"""{"model":"nimble","answers":{"about":{{about}},"angry":{{angry}},"tone":{{tone}},"Stars of it":{{stars}},"urgency":{{Urgent}}}{{more}}}""";
    }
}
