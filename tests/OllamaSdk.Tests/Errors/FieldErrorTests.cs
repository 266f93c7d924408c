using System.Net;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Errors;

/// <summary>Refusals as real servers sent them, to each client that may get them.</summary>
public sealed class FieldErrorTests
{
    private const string Picture = "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj";

    private const string TooLong = "request (48017 tokens) exceeds the available context size (2048 tokens), try increasing it";

    private const string CutCall = "llama-server returned invalid tool call arguments for \"get_weather\": unexpected end of JSON input";

    [Theory]
    [InlineData("EB1a-image-ollama.json", 500, Picture, ApiErrorKind.ModelDoesNotSupport)]
    [InlineData("EB1b-image-llama-server.json", 500, Picture, ApiErrorKind.ModelDoesNotSupport)]
    [InlineData("EB2-nested-message.json", 400, TooLong, ApiErrorKind.ContextLength)]
    [InlineData("EB3-cut-tool-call.json", 500, CutCall, ApiErrorKind.UnusableOutput)]
    public async Task A_refusal_is_of_one_kind_on_every_client(string file, int status, string words, ApiErrorKind kind)
    {
        var body = FieldCase.Read(file);
        await using ScriptedServer server = new(c => c.RespondJsonAsync(body, status));
        await using ScriptedServer next = new(c => c.RespondAsync());
        await using var native = server.Create();
        await using var openAI = server.CreateV1();
        using var both = ClientOf(server.Native(), next.Native());
        using var bothByV1 = ClientOf(server.V1(LlmProviders.OpenAICompatible), next.V1(LlmProviders.OpenAICompatible));
        var request = new LlmRequest { Messages = [LlmMessage.User("look", LlmImage.FromBytes(new byte[] { 1 }))] };

        LlmApiException[] errors =
        [
            await Assert.ThrowsAnyAsync<LlmApiException>(() => native.ChatAsync("hi", cancellationToken: Ct)),
            await Assert.ThrowsAnyAsync<LlmApiException>(() => native.Stream().ToListAsync()),
            await Assert.ThrowsAnyAsync<LlmApiException>(() => openAI.ChatAsync("hi", cancellationToken: Ct)),
            await Assert.ThrowsAnyAsync<LlmApiException>(() => openAI.Stream().ToListAsync()),
            await Assert.ThrowsAnyAsync<LlmApiException>(() => both.ChatAsync(request, Ct)),
            await Assert.ThrowsAnyAsync<LlmApiException>(() => both.ChatStreamAsync(request, Ct).ToListAsync()),
            await Assert.ThrowsAnyAsync<LlmApiException>(() => bothByV1.ChatAsync(request, Ct)),
        ];

        Assert.All(errors, error =>
        {
            Assert.Equal((status, kind, words), (error.Status, error.Kind, error.ServerMessage));
            Assert.Equal(kind == ApiErrorKind.ModelDoesNotSupport ? "vision" : null, error.MissingCapability);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("{", error.Message, StringComparison.Ordinal);
            Assert.Equal(kind == ApiErrorKind.UnusableOutput, error.Message.Contains("num_predict", StringComparison.Ordinal));
        });
        Assert.Empty(next.Requests);
        Assert.Equal(errors.Length, server.Requests.Count);
    }

    [Fact]
    public async Task A_cut_call_is_told_in_a_stream_and_in_a_tool_loop_too()
    {
        var line = FieldCase.Read("EB3-cut-tool-call.json").Trim();
        await using ScriptedServer server = new(c => c.RespondAsync(200, "application/x-ndjson", $"{TestClient.Chunk}\n{line}\n"));
        await using var client = server.Create();
        ToolSet tools = [LlmTool.Create("get_weather", "", """{"type":"object"}""", (_, _, _) => new(ToolResult.Text("sun")))];

        var stream = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());
        var loop = await Assert.ThrowsAnyAsync<LlmException>(() => client.RunWithToolsStreamAsync("hi", tools, cancellationToken: Ct).ToListAsync());

        Assert.Equal(("a", ApiErrorKind.UnusableOutput), (stream.Partial?.Content, stream.ServerError?.Kind));
        Assert.All((LlmException[])[stream, loop], error => Assert.Contains("num_predict", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"error":{"message":"{\"error\":{\"message\":\"{\\\"error\\\":\\\"inner\\\"}\"}}"}}""", "inner")]
    [InlineData("""{"error":"{\"error\":{\"message\":\"inner\"}}"}""", "inner")]
    [InlineData("""{"message":"{\"detail\":\"inner\"}"}""", "inner")]
    [InlineData("""[{"error":{"code":400,"message":"inner","status":"INVALID_ARGUMENT"}}]""", "inner")]
    [InlineData("""{"error":{"message":"{not JSON"}}""", "{not JSON")]
    [InlineData("""{"error":{"message":"{\"a\":1}"}}""", "{\"a\":1}")]
    [InlineData("""{"error":{"message":"{\"error\":\"\ud800\"}"}}""", "{\"error\":{\"message\":\"{\\\"error\\\":\\\"\\ud800\\\"}\"}}")]
    [InlineData("""{"error":{"message":"<html><title>Bad Gateway</title>"}}""", "web page 'Bad Gateway'")]
    [InlineData("[]", "[]")]
    [InlineData("[{}]", "[{}]")]
    [InlineData("[{", "[{")]
    public async Task The_innermost_words_are_the_server_s(string body, string words)
    {
        await using var client = V1.Answering(body, 400);

        Assert.Equal(words, (await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: Ct))).ServerMessage);
    }

    [Theory]
    [InlineData("<html><head><title>Sign in</title></head></html>")]
    [InlineData("  \n<!DOCTYPE html><html></html>")]
    [InlineData("<HTML>")]
    public async Task A_web_page_is_no_success_of_a_call_that_gives_nothing(string page)
    {
        using var handler = new StubHandler((request, _) =>
        {
            var answer = StubHandler.Answer(new MemoryStream(request.Method == HttpMethod.Head ? [] : System.Text.Encoding.UTF8.GetBytes(page)), HttpStatusCode.OK, "text/html; charset=utf-8");
            answer.RequestMessage = request;
            return Task.FromResult(answer);
        });
        await using var client = handler.Create();
        const string digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        LlmProtocolException[] errors =
        [
            await Assert.ThrowsAsync<LlmProtocolException>(() => client.DeleteModelAsync("m", cancellationToken: Ct)),
            await Assert.ThrowsAsync<LlmProtocolException>(() => client.CopyModelAsync("m", "n", cancellationToken: Ct)),
            await Assert.ThrowsAsync<LlmProtocolException>(() => client.SignOutAsync(cancellationToken: Ct)),
            await Assert.ThrowsAsync<LlmProtocolException>(() => client.BlobExistsAsync(digest, cancellationToken: Ct)),
            await Assert.ThrowsAsync<LlmProtocolException>(() => client.PingAsync(cancellationToken: Ct)),
        ];

        Assert.All(errors, error => Assert.Contains("web page", error.Message, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.Equal(client.Endpoint, error.Endpoint));
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("null", "text/html")]
    [InlineData("done", "text/plain")]
    public async Task Anything_else_is_a_success_of_it(string body, string contentType)
    {
        using var handler = new StubHandler(body, HttpStatusCode.OK, contentType);
        await using var client = handler.Create();

        await client.DeleteModelAsync("m", cancellationToken: Ct);

        Assert.Equal(1, handler.Requests);
    }
}
