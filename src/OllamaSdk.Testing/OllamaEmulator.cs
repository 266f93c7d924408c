using OllamaSdk.Testing.Emulator;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing;

/// <summary>
/// An Ollama server in memory, for tests and demonstrations: no network, no model, and the same answer to the same request. Give it to a client
/// as <c>Handler</c> in its <see cref="OllamaClientOptions"/>, or put it under an <see cref="HttpClient"/>.
/// </summary>
/// <remarks>
/// Routes, fields, statuses and error texts are those of Ollama 0.33; the words are not a model's, and say so. Every answer carries the header
/// <c>X-Ollama-Emulator: 1</c>. Streams are made line by line, as they are read. It may be used from many threads at once.
/// </remarks>
/// <example><code>
/// using var emulator = new OllamaEmulator();
/// using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
/// var answer = await client.ChatAsync("hello");
/// </code></example>
public sealed class OllamaEmulator : HttpMessageHandler
{
    /// <summary>The version that <c>/api/version</c> tells.</summary>
    public const string Version = "0.33.0";

    private readonly Router _router;

    /// <summary>Makes a server of its own: emulators share nothing.</summary>
    /// <param name="options">Its models and its clock; without any, the defaults.</param>
    /// <exception cref="ArgumentException">A model is there twice, or the delay is negative.</exception>
    public OllamaEmulator(EmulatorOptions? options = null) => _router = new Router(new EmulatedServer(options ?? new EmulatorOptions()));

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var path = request.RequestUri?.AbsolutePath ?? "/";
        HttpResponseMessage response;
        try
        {
            response = await _router.AnswerAsync(request.Method, path, body, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusalException refusal)
        {
            response = Answer.Error(refusal.Status, refusal.Message);
        }

        response.RequestMessage = request;
        response.Headers.Add("X-Ollama-Emulator", "1");
        return response;
    }
}
