using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Client;

/// <summary>The wire form of a decision model's answers, by both clients. The bytes are made from the server's source, not recorded.</summary>
public sealed class SystemOneTests
{
    private const string Answers =
        """
        {"model":"nimble","answers":{
          "topic":{"type":"choice","choice":"delivery","probabilities":{"price":0.1,"delivery":0.9},"confidence":0.531},
          "angry":{"type":"noul","noul":0.75},
          "Tone of it":{"type":"score","score":1.1,"legend":{"0":"mild","1":"firm"},"probabilities":{"0":0.2,"1":0.8},"confidence":0.0628},
          "where":{"type":"box","box":[1,2]},
          "zebra":{"type":"noul","noul":0.5},
          "Ärger":{"type":"choice","choice":"b","probabilities":{"b":1,"a":0},"confidence":1}},
         "usage":{"input_tokens":118,"output_tokens":3},"prompt_eval_cached_count":0}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_come_in_their_order_and_unknown_kinds_are_kept(bool v1)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answers));

        var answer = await AskAsync(server, v1);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/v1/systemone"), (request.Method, request.Path));
        Assert.Equal(["zebra", "Ärger"], request.Json().GetProperty("questions").EnumerateObject().Select(question => question.Name));
        Assert.Equal("m", request.Json().GetProperty("model").GetString());
        Assert.Equal(["topic", "angry", "Tone of it", "where", "zebra", "Ärger"], answer.Answers.Keys);
        Assert.Equal(["price", "delivery"], answer.Answers["topic"].Probabilities.Keys);
        Assert.Equal((SystemOneType.Choice, "delivery", 0.531), (answer.Answers["topic"].Type, answer.Answers["topic"].Choice, answer.Answers["topic"].Confidence));
        Assert.Equal((SystemOneType.Probability, 0.75), (answer.Answers["angry"].Type, answer.Answers["angry"].Noul));
        Assert.Equal((1.1, "firm"), (answer.Answers["Tone of it"].Score, answer.Answers["Tone of it"].Legend!.Value.GetProperty("1").GetString()));
        Assert.Equal(("box", "[1,2]"), (answer.Answers["where"].Type?.Value, answer.Answers["where"].AdditionalProperties!["box"].GetRawText()));
        Assert.Equal((118, 3, 0), (answer.Usage.InputTokens, answer.Usage.OutputTokens, answer.PromptEvalCachedCount));
    }

    [Theory]
    [InlineData(false, """{"error":"model 'm' not found"}""", 404, ApiErrorKind.ModelNotFound)]
    [InlineData(true, """{"error":"model 'm' not found"}""", 404, ApiErrorKind.ModelNotFound)]
    [InlineData(false, "404 page not found", 404, ApiErrorKind.RouteNotFound)]
    [InlineData(true, """{"error":{"code":400,"message":"questions is required","type":"invalid_request_error"}}""", 400, ApiErrorKind.BadRequest)]
    [InlineData(false, """{"error":"request body must not exceed 64 KiB without images"}""", 413, ApiErrorKind.BadRequest)]
    public async Task Failures_are_read_in_both_forms(bool v1, string body, int status, ApiErrorKind kind)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(body, status));

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => AskAsync(server, v1));

        Assert.Equal((status, kind), (error.Status, error.Kind));
        Assert.Single(server.Requests);
    }

    private static async Task<SystemOneResponse> AskAsync(ScriptedServer server, bool v1)
    {
        var request = new SystemOneRequest
        {
            State = V1.Json("\"It came late.\""),
            Questions = new Dictionary<string, SystemOneQuestion>
            {
                ["zebra"] = new() { Type = SystemOneType.Probability, Instructions = V1.Json("\"Is the writer angry?\"") },
                ["Ärger"] = new() { Type = SystemOneType.Choice, Instructions = V1.Json("\"Which?\""), Criteria = V1.Json("""{"b":null,"a":"x"}""") },
            },
        };
        await using var native = server.Create();
        await using OpenAICompatibleClient other = server.CreateV1();
        return v1 ? await other.DecideAsync(request, cancellationToken: TestClient.Ct) : await native.DecideAsync(request, cancellationToken: TestClient.Ct);
    }
}
