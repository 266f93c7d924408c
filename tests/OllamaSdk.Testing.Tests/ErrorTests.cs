using System.Text;
using System.Text.Json;

namespace OllamaSdk.Testing.Tests;

public sealed class ErrorTests : EmulatorTest
{
    [Fact]
    public async Task A_missing_model_is_the_typed_exception_on_every_route()
    {
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => Client.ChatAsync("x", "nope", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => Client.GenerateAsync("x", "nope", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => Client.EmbedAsync("x", "nope", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => Client.ShowModelAsync("nope", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => Client.ChatStreamAsync("x", "nope", cancellationToken: Cancellation).ToResponseAsync(Cancellation));
    }

    [Fact]
    public async Task A_missing_capability_is_named()
    {
        var embedOnly = await Assert.ThrowsAsync<LlmApiException>(() => Client.ChatAsync("x", "demo-embed", cancellationToken: Cancellation));
        var insert = await Assert.ThrowsAsync<LlmApiException>(() => Client.GenerateAsync(new GenerateRequest { Prompt = "x", Suffix = "y" }, cancellationToken: Cancellation));

        Assert.Equal((ApiErrorKind.ModelDoesNotSupport, "chat"), (embedOnly.Kind, embedOnly.MissingCapability));
        Assert.Equal("registry.ollama.ai/library/demo:latest does not support insert", insert.ServerMessage);
    }

    [Theory]
    [InlineData("/api/chat", """{"model":"demo","messages":[{"role":"user"}],"stream":"yes"}""", 400, "json: cannot unmarshal string into Go struct field ChatRequest.stream of type bool")]
    [InlineData("/api/chat", """{"model":"demo","top_logprobs":21}""", 400, "top_logprobs must be between 0 and 20")]
    [InlineData("/api/chat", """{"model":"demo","keep_alive":"5 parsecs"}""", 400, "time: unknown unit \\\" parsecs\\\" in duration \\\"5 parsecs\\\"")]
    [InlineData("/api/chat", """{"model":"demo","keep_alive":true}""", 400, "Unsupported type: 'bool'")]
    [InlineData("/api/chat", """{"model":"demo","think":3}""", 400, """think must be a boolean or string (\"high\", \"medium\", \"low\", \"max\", true, or false)""")]
    [InlineData("/api/chat", "[1]", 400, "json: cannot unmarshal array into Go value of type api.ChatRequest")]
    [InlineData("/api/chat", "nonsense", 400, "invalid character 'n' looking for beginning of value")]
    [InlineData("/api/chat", "  ", 400, "missing request body")]
    [InlineData("/api/generate", """{"prompt":"x"}""", 404, "model '' not found")]
    [InlineData("/api/embed", """{"model":"demo-embed","input":3}""", 400, "invalid input type")]
    [InlineData("/api/show", "{}", 400, "model is required")]
    [InlineData("/api/show", """{"model":"a b"}""", 400, "invalid model name")]
    public async Task Wrong_requests_are_refused_in_the_servers_words(string path, string body, int status, string message)
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);

        using var response = await http.PostAsync(new Uri("http://emulator" + path), new StringContent(body, Encoding.UTF8), Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal($$"""{"error":"{{message}}"}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("""{"MODEL":"demo","Keep_Alive":"1h30m","unknown":1}""")]
    [InlineData("""{"model":"demo","keep_alive":"-1s"} trailing""")]
    [InlineData("""{"model":"demo","keep_alive":"0","messages":null}""")]
    [InlineData("""{"model":"demo","keep_alive":1.5,"options":{"temperature":null,"no_such_option":"x"}}""")]
    public async Task What_the_server_lets_pass_passes(string body)
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);

        using var response = await http.PostAsync(new Uri("http://emulator/api/chat"), new StringContent(body, Encoding.UTF8), Cancellation);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(""" "cut \ud83d" """, "cut \uFFFD")]
    [InlineData(""" "\udE00 cut" """, "\uFFFD cut")]
    [InlineData(""" "\ud83d\ud83d\ude00" """, "\uFFFD\U0001F600")]
    [InlineData(""" "\\ud83d" """, "\\ud83d")]
    [InlineData(""" "\u00e9\"" """, "\u00E9\"")]
    public async Task A_text_that_is_none_is_mended_and_not_a_crash(string content, string asked)
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);
        var body = $$"""{"model":"demo","messages":[{"role":"user","content":{{content}}}],"stream":false}""";

        using var response = await http.PostAsync(new Uri("http://emulator/api/chat"), new StringContent(body, Encoding.UTF8), Cancellation);

        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("message").GetProperty("content").GetString();
        Assert.Contains($"You asked: \"{asked}\"", answer);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_mended_and_not_a_crash()
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);
        byte[] body = [.. """{"model":"demo","messages":[{"role":"user","content":"a"""u8, 0xFF, .. """b"}],"stream":false}"""u8];

        using var response = await http.PostAsync(new Uri("http://emulator/api/chat"), new ByteArrayContent(body), Cancellation);

        Assert.Contains("You asked: \\\"a\uFFFDb\\\"", await response.Content.ReadAsStringAsync(Cancellation));
    }
}
