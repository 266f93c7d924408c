using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>LM Studio answers 200 to a route that it does not have. That is no answer, whatever was asked.</summary>
public sealed class UnknownRouteTests
{
    private static readonly SystemOneRequest s_decision = new()
    {
        State = V1.Json("\"wet\""),
        Questions = new Dictionary<string, SystemOneQuestion> { ["q"] = new() { Type = "noul" } },
    };

    private static readonly Dictionary<string, Func<OpenAICompatibleClient, Task>> s_v1 = new()
    {
        ["chat"] = client => client.ChatAsync("hi", cancellationToken: TestClient.Ct),
        ["chat stream"] = client => client.Stream().ToListAsync(),
        ["complete"] = client => client.CompleteAsync(new CompletionRequest { Prompt = "hi" }, cancellationToken: TestClient.Ct),
        ["complete stream"] = client => client.CompleteStreamAsync(new CompletionRequest { Prompt = "hi" }, cancellationToken: TestClient.Ct).ToListAsync(),
        ["embed"] = client => client.EmbedAsync("hi", cancellationToken: TestClient.Ct),
        ["models"] = client => client.ListModelsAsync(cancellationToken: TestClient.Ct),
        ["model"] = client => client.GetModelAsync("m", cancellationToken: TestClient.Ct),
        ["transcribe"] = client => client.TranscribeAsync(new MemoryStream([1]), "a.wav", cancellationToken: TestClient.Ct),
        ["speak"] = client => client.SpeakAsync(new SpeechRequest { Input = "hi" }, cancellationToken: TestClient.Ct),
        ["decide"] = client => client.Api<IOpenAIDecisionsApi>().SystemOneAsync(s_decision with { Model = "m" }, null, TestClient.Ct),
        ["compact"] = client => client.CompactAsync(new CompactRequest { Input = "hi" }, cancellationToken: TestClient.Ct),
        ["respond"] = client => client.RespondAsync(new ResponseRequest { Input = "hi" }, cancellationToken: TestClient.Ct),
        ["respond stream"] = client => client.RespondStreamAsync(new ResponseRequest { Input = "hi" }, cancellationToken: TestClient.Ct).ToListAsync(),
    };

    private static readonly Dictionary<string, Func<OllamaClient, Task>> s_native = new()
    {
        ["chat"] = client => client.ChatAsync("hi", cancellationToken: TestClient.Ct),
        ["chat stream"] = client => client.Stream().ToListAsync(),
        ["generate"] = client => client.GenerateAsync("hi", cancellationToken: TestClient.Ct),
        ["embed"] = client => client.EmbedAsync("hi", cancellationToken: TestClient.Ct),
        ["tags"] = client => client.ListModelsAsync(cancellationToken: TestClient.Ct),
        ["ps"] = client => client.ListRunningModelsAsync(cancellationToken: TestClient.Ct),
        ["show"] = client => client.ShowModelAsync(cancellationToken: TestClient.Ct),
        ["forms"] = client => client.ShowModelFormsAsync(cancellationToken: TestClient.Ct),
        ["levels"] = client => client.GetThinkingLevelsAsync(cancellationToken: TestClient.Ct),
        ["version"] = client => client.GetVersionAsync(cancellationToken: TestClient.Ct),
        ["usage"] = client => client.GetUsageAsync(cancellationToken: TestClient.Ct),
        ["balance"] = client => client.GetBalanceAsync(cancellationToken: TestClient.Ct),
        ["decide"] = client => client.Api<IOllamaDecisionsApi>().SystemOneAsync(s_decision with { Model = "m" }, null, TestClient.Ct),
        ["pull"] = client => client.PullModelAsync("m", cancellationToken: TestClient.Ct),
    };

    public static TheoryData<string> V1Calls => [.. s_v1.Keys];

    public static TheoryData<string> NativeCalls => [.. s_native.Keys];

    [Theory]
    [MemberData(nameof(V1Calls))]
    public async Task No_call_of_v1_takes_it_for_an_answer(string call)
    {
        await using var server = Server();
        await using var client = server.CreateV1();

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => s_v1[call](client));

        Assert.Equal(ApiErrorKind.RouteNotFound, KindOf(error));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(NativeCalls))]
    public async Task No_native_call_does(string call)
    {
        await using var server = Server();
        await using var client = server.Create();

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => s_native[call](client));

        Assert.Equal(ApiErrorKind.RouteNotFound, KindOf(error));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_of_many_servers_says_so_too(bool streamed)
    {
        await using var server = Server();
        using var client = LlmServers.ClientOf(server.V1(LlmProviders.LmStudio));

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => streamed
            ? client.ChatStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync()
            : client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(ApiErrorKind.RouteNotFound, KindOf(error));
    }

    private static ApiErrorKind? KindOf(LlmException error) => (error as LlmApiException ?? (error as LlmStreamException)?.ServerError)?.Kind;

    private static ScriptedServer Server() => new(connection => connection.RespondJsonAsync(
        $$"""{"error":"Unexpected endpoint or method. ({{connection.Request.Method}} {{connection.Request.Path}}). Returning 200 anyway"}"""));
}
