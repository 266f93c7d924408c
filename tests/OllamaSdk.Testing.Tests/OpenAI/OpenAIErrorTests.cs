using System.Text;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Testing.Tests.OpenAI;

public sealed class OpenAIErrorTests : OpenAIEmulatorTest
{
    [Fact]
    public async Task A_missing_model_is_the_typed_exception_on_every_route()
    {
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => V1.ChatAsync("x", "nope", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => V1.ChatStreamAsync("x", "nope", cancellationToken: Cancellation).ToResponseAsync(Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => V1.CompleteAsync(new() { Model = "nope", Prompt = "x" }, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => V1.EmbedAsync("x", "nope", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => V1.GetModelAsync("nope", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => V1.RespondAsync(new() { Model = "nope", Input = "x" }, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("chat/completions", "", 400, "EOF")]
    [InlineData("chat/completions", """{"messages":[{"role":"user","content":"x"}],"stream":"yes"}""", 400, "json: cannot unmarshal string into Go struct field ChatCompletionRequest.stream of type bool")]
    [InlineData("chat/completions", """{"model":"demo","messages":[{"role":"user"}]}""", 400, "invalid message content type: <nil>")]
    [InlineData("chat/completions", """{"model":"demo","messages":[{"role":"user","content":7}]}""", 400, "invalid message content type: float64")]
    [InlineData("chat/completions", """{"model":"demo","messages":[{"role":"user","content":[{"type":"poem"}]}]}""", 400, "invalid message format")]
    [InlineData("chat/completions", """{"model":"demo","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/gif;base64,AA=="}}]}]}""", 400, "invalid image input")]
    [InlineData("chat/completions", """{"model":"demo","messages":[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{"}}]}]}""", 400, "invalid tool call arguments")]
    [InlineData("completions", """{"model":"demo","prompt":["x"]}""", 400, "json: cannot unmarshal array into Go struct field CompletionRequest.prompt of type string")]
    [InlineData("embeddings", """{"model":"demo-embed","input":[]}""", 400, "invalid input")]
    [InlineData("embeddings", """{"model":"demo-embed","input":[1,2]}""", 400, "invalid input type")]
    [InlineData("embeddings", """{"model":"demo-embed","input":"x","encoding_format":"hex"}""", 400, "Invalid value for 'encoding_format' = hex. Supported values: ['float', 'base64'].")]
    [InlineData("responses", """{"model":"demo","input":[{"type":"message","role":"user","content":[{"type":"input_file"}]}]}""", 400, "file inputs are not currently supported")]
    [InlineData("responses", """{"model":"demo","input":[{"type":"dream"}]}""", 400, "unknown item type: dream")]
    public async Task Wrong_requests_are_refused_in_the_envelope(string path, string body, int status, string message)
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);

        using var response = await http.PostAsync(new Uri("http://emulator/v1/" + path), new StringContent(body, Encoding.UTF8), Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(
            $$$"""{"error":{"message":"{{{message}}}","type":"invalid_request_error","param":null,"code":null}}""",
            await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/v1/images/generations", 404)]
    [InlineData("/v1/models/library/demo", 404)]
    [InlineData("/v1/models", 405)]
    public async Task Unknown_routes_and_methods_are_refused_in_plain_text(string path, int status)
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);

        using var response = await http.PostAsync(new Uri("http://emulator" + path), new StringContent("{}"), Cancellation);

        Assert.Equal((status, "text/plain"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("", "model is required")]
    [InlineData("demo", "audio file is empty")]
    public async Task An_incomplete_upload_is_refused(string model, string message)
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);
        using var form = new MultipartFormDataContent { { new StringContent(model), "model" }, { new ByteArrayContent([]), "file", "a.wav" } };

        using var response = await http.PostAsync(new Uri("http://emulator/v1/audio/transcriptions"), form, Cancellation);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
