using OllamaSdk.LiveTests.Servers;

namespace OllamaSdk.LiveTests.Llama;

public sealed class SmokeTests(LlamaServers servers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All()
    {
        foreach (var start in (Func<Task<LlamaServer>>[])[servers.TalkerAsync, servers.ThinkerAsync, servers.CallerAsync, servers.BabblerAsync])
        {
            var server = await start();
            using var client = server.OpenAI();
            var e = await Record.ExceptionAsync(async () =>
            {
                var answer = await client.ChatAsync(new OllamaSdk.OpenAI.ChatCompletionRequest { Messages = [OllamaSdk.OpenAI.ChatCompletionMessage.User("hi")], MaxTokens = 30, Temperature = 0 }, Ct);
                TestContext.Current.SendDiagnosticMessage(server.Model + ": " + System.Text.Json.JsonSerializer.Serialize(answer, LlmJson.Options.GetTypeInfo(answer.GetType())));
            });
            TestContext.Current.SendDiagnosticMessage(server.Log + e);
        }
    }
}
