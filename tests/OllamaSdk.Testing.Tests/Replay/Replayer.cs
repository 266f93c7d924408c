using System.Text;
using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>Sends recorded requests to an emulator that has the models of the recordings.</summary>
internal static class Replayer
{
    public static HttpClient CreateClient() => new(new OllamaEmulator(RecordedModels())) { BaseAddress = new Uri("http://emulator") };

    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, string recording, CancellationToken cancellationToken) =>
        client.SendAsync(Recording.Load(recording), cancellationToken);

    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, Recording recording, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(recording.Method, recording.Url);
        if (recording.RequestBody is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return client.SendAsync(request, cancellationToken);
    }

    private static EmulatorOptions RecordedModels()
    {
        var options = new EmulatorOptions();
        options.Models.Clear();
        options.Models.Add(new EmulatedModel("tiny"));
        options.Models.Add(new EmulatedModel("tiny-tools") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools] });
        options.Models.Add(new EmulatedModel("tiny-think") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking] });
        options.Models.Add(new EmulatedModel("tiny-go-think") { Capabilities = [ModelCapability.Completion, ModelCapability.Thinking] });
        options.Models.Add(new EmulatedModel("tiny-embed") { Capabilities = [ModelCapability.Embedding] });
        return options;
    }
}
