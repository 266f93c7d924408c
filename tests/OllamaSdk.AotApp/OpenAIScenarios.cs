using System.Text;
using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.AotApp;

/// <summary>The OpenAI-compatible client, over real HTTP on loopback.</summary>
internal static class OpenAIScenarios
{
    public static async Task StreamedToolCallAsync()
    {
        string[] deltas =
        [
            """{"role":"assistant","content":null}""",
            """{"content":"hm","reasoning_content":"which city"}""",
            """{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"\"Köln\"}"}}]}""",
        ];
        var body = string.Concat(deltas.Select(delta => Event($$"""{"id":"c","model":"tiny","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""")))
            + Event("""{"id":"c","model":"tiny","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""")
            + Event("""{"id":"c","model":"tiny","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""") + Event("[DONE]");
        await using var server = new ScriptedServer(c => c.RespondChunksAsync("text/event-stream", Encoding.UTF8.GetBytes(body).Chunk(100)));
        using var client = new OpenAICompatibleClient($"{server.Url}v1");
        using var schema = JsonDocument.Parse("""{"type":"object"}""");

        var answer = await client.ChatStreamAsync(new ChatCompletionRequest
        {
            Model = "tiny",
            Messages = [ChatCompletionMessage.User("weather?")],
            Tools = [new() { Type = "function", Function = new() { Name = "weather", Parameters = schema.RootElement } }],
            ToolChoice = ToolChoice.Required,
        }).ToResponseAsync();

        var message = answer.Choices![0].Message!;
        Checks.Same("hm", message.Content?.Text, "the text");
        Checks.Same("which city", message.ReasoningText, "the reasoning");
        Checks.Same("call_1", message.ToolCalls![0].Id, "the call's id");
        Checks.Same("""{"city":"Köln"}""", message.ToolCalls[0].Function?.Arguments, "the call's arguments");
        Checks.Same(FinishReason.ToolCalls, answer.Choices[0].FinishReason, "the reason of the end");
        Checks.Same(7L, answer.Usage?.TotalTokens, "the token count");
        Checks.Same(
            """{"model":"tiny","messages":[{"role":"user","content":"weather?"}],"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}],"tool_choice":"required","stream":true,"stream_options":{"include_usage":true}}""",
            server.Requests[0].Text, "the request");
    }

    public static async Task TranscribeAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync("""{"text":"hello there"}"""));
        using var client = new OpenAICompatibleClient($"{server.Url}v1");
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await File.WriteAllTextAsync(file, "RIFF and so on");
            await using var audio = File.OpenRead(file);
            var answer = await client.TranscribeAsync(audio, "hello.wav", new TranscriptionRequest { Model = "whisper", Language = "en" });

            Checks.Same("hello there", answer.Text, "the text");
        }
        finally
        {
            File.Delete(file);
        }

        var form = server.Requests[0].Text;
        Checks.Same("/v1/audio/transcriptions", server.Requests[0].Path, "the path");
        Checks.Same(true, form.Contains("name=file; filename=hello.wav", StringComparison.Ordinal), "that the file is in the form");
        Checks.Same(true, form.Contains("RIFF and so on", StringComparison.Ordinal), "that the file's bytes are in the form");
        Checks.Same(true, form.Contains("whisper", StringComparison.Ordinal), "that the model is in the form");
    }

    private static string Event(string data) => $"data: {data}\n\n";
}
