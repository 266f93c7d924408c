using System.Text;
using OllamaSdk.ContractTests;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>Sends recorded requests to an emulator of the version that was recorded, with the models of the recordings.</summary>
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

    /// <summary>Holds an answer against the recorded one: status, headers that say something, and body, byte for byte.</summary>
    public static async Task AssertSameAsync(this HttpClient client, string name, CancellationToken cancellationToken)
    {
        var recording = Recording.Load(name);

        using var response = await client.SendAsync(recording, cancellationToken);

        Assert.Equal((name, recording.Status), (name, (int)response.StatusCode));
        Assert.Equal(recording.Body, await response.Content.ReadAsStringAsync(cancellationToken));
        Assert.Equal(recording.Headers.GetValueOrDefault("Content-Type"), response.Content.Headers.ContentType?.ToString());
        foreach (var (header, value) in recording.Headers.Where(header => header.Key is "Content-Length" or "Allow" or "Location"))
        {
            var values = response.Headers.TryGetValues(header, out var own) ? own : response.Content.Headers.GetValues(header);
            Assert.Equal(value, string.Join(", ", values));
        }
    }

    private static EmulatorOptions RecordedModels()
    {
        var options = new EmulatorOptions { Version = EmulatorVersion.Ollama033, IsCloudDisabled = true };
        options.Blobs["sha256:49a8e1555bc1e02e63c8abf06d27b6985e5d378457bd428e42a9795dbda2b43b"] = 276288;
        options.Registry.Add(new EmulatedModel("127.0.0.1:15000/library/tiny-pull") { Size = 101_521_063 });
        options.Models.Clear();
        options.Models.Add(new EmulatedModel("tiny") { NumCtx = 2048 });
        options.Models.Add(new EmulatedModel("tiny-tools") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools] });
        options.Models.Add(new EmulatedModel("tiny-go") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools] });
        options.Models.Add(new EmulatedModel("tiny-think") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking] });
        options.Models.Add(new EmulatedModel("tiny-go-think") { Capabilities = [ModelCapability.Completion, ModelCapability.Thinking] });
        options.Models.Add(new EmulatedModel("tiny-embed") { Capabilities = [ModelCapability.Embedding] });
        return options;
    }
}
