using OllamaSdk.TestKit;

namespace OllamaSdk.AotApp;

/// <summary>One call each, over real HTTP on loopback; request and answer are both looked at.</summary>
internal static class Scenarios
{
    private const string Start = """{"model":"tiny","created_at":"2026-11-21T02:13:33.430761427Z",""";
    private const string End = ""","done":true,"done_reason":"stop","total_duration":9750634,"load_duration":1017469,"prompt_eval_count":22,"prompt_eval_duration":4952000,"eval_count":8,"eval_duration":1221000}""";

    public static async Task ChatAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync($$"""{{Start}}"message":{"role":"assistant","content":"grüße","thinking":"hm"}{{End}}"""));
        using var client = new OllamaClient(server.Url.ToString());

        var answer = await client.ChatAsync(new OllamaChatRequest
        {
            Model = "tiny",
            Messages = [OllamaChatMessage.System("brief"), OllamaChatMessage.User("hello")],
            Options = new ModelOptions { Temperature = 0, Stop = ["x"] },
            Think = true,
            KeepAlive = TimeSpan.FromMinutes(1),
        });

        Checks.Same("grüße", answer.Message?.Content, "the content");
        Checks.Same("hm", answer.Message?.Thinking, "the thoughts");
        Checks.Same(DoneReason.Stop, answer.DoneReason, "the reason of the end");
        Checks.Same(8L, answer.EvalCount, "the token count");
        Checks.Same(2026, answer.CreatedAt?.Year, "the year");
        Checks.Same(
            """{"model":"tiny","messages":[{"role":"system","content":"brief"},{"role":"user","content":"hello"}],"options":{"temperature":0,"stop":["x"]},"stream":false,"think":true,"keep_alive":60}""",
            server.Requests[0].Text, "the request");
    }

    public static async Task StreamedChatAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondNdjsonAsync(Delta("he"), Delta("llo"), $$"""{{Start}}"message":{"role":"assistant","content":""}{{End}}"""));
        using var client = new OllamaClient(server.Url.ToString());

        var (text, isDone) = ("", false);
        await foreach (var chunk in client.ChatStreamAsync("hello", "tiny"))
        {
            text += chunk.Message?.Content;
            isDone = chunk.Done == true;
        }

        Checks.Same("hello", text, "the text");
        Checks.Same(true, isDone, "the last chunk's mark");
    }

    public static async Task EmbedAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync("""{"model":"tiny","embeddings":[[0.5,-0.25],[1,0]],"prompt_eval_count":4}"""));
        using var client = new OllamaClient(server.Url.ToString());

        var answer = await client.EmbedAsync(new[] { "a", "b" }, "tiny");

        Checks.Same(2, answer.Embeddings?.Count, "the number of vectors");
        Checks.Same(-0.25f, answer.Embeddings![0].ToArray()[1], "the second number of the first vector");
        Checks.Same("""{"model":"tiny","input":["a","b"]}""", server.Requests[0].Text, "the request");
    }

    public static async Task MissingModelAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync("""{"error":"model 'nope' not found"}""", 404));
        using var client = new OllamaClient(server.Url.ToString());

        var failure = await Checks.ThrowsAsync<LlmModelNotFoundException>(() => client.ChatAsync("hello", "nope"));

        Checks.Same("nope", failure.Model, "the model");
        Checks.Same("model 'nope' not found", failure.ServerMessage, "the server's words");
    }

    public static async Task BrokenStreamAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondNdjsonAsync(Delta("he"), """{"error":"out of luck"}"""));
        using var client = new OllamaClient(server.Url.ToString());

        var failure = await Checks.ThrowsAsync<LlmStreamException>(() => client.ChatStreamAsync("hello", "tiny").ToResponseAsync());

        Checks.Same(StreamFailure.ServerError, failure.Reason, "the reason");
        Checks.Same("he", failure.Partial?.Content, "what had arrived");
    }

    private static string Delta(string text) => $$"""{{Start}}"message":{"role":"assistant","content":"{{text}}"},"done":false}""";
}
