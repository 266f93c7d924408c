using OllamaSdk.Testing;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>A server that answers each operation well, with the canary's answer in whatever form is due.</summary>
internal sealed class CanaryEmulator : DelegatingHandler
{
    public CanaryEmulator()
        : base(Create())
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The emulator knows no hosted search, and no server speaks there.
        var path = request.RequestUri!.AbsolutePath;
        if (path is "/api/web_search" or "/api/web_fetch" or "/v1/audio/transcriptions")
        {
            return new HttpResponseMessage { Content = new StringContent($$"""{"results":[{"title":"{{CanaryWords.Answer}}"}],"content":"{{CanaryWords.Answer}}","text":"{{CanaryWords.Answer}}"}""", null, "application/json") };
        }

        return path == "/v1/audio/speech"
            ? new HttpResponseMessage { Content = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("audio/wav") } } }
            : await base.SendAsync(request, cancellationToken);
    }

    private static OllamaEmulator Create()
    {
        var options = new EmulatorOptions { Account = new OllamaAccount { Name = "somebody" } };
        options.Models.Clear();
        foreach (var name in (string[])[CanaryArguments.Model, "demo-other"])
        {
            options.Models.Add(new EmulatedModel(name)
            {
                Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking, ModelCapability.Vision, ModelCapability.Embedding, ModelCapability.Decision],
            });
        }

        options.Blobs[$"sha256:{new string('a', 64)}"] = 1;
        var emulator = new OllamaEmulator(options);
        // What each of the types that are asked for is read from.
        emulator.When("PROMPTcanary").Answer($$"""{"word":"{{CanaryWords.Answer}}","value":["{{CanaryWords.Answer}}"]}""");
        return emulator;
    }
}
