using OllamaSdk.Testing.Emulator;
using OllamaSdk.Testing.Emulator.Page;

namespace OllamaSdk.Testing;

/// <summary>
/// An Ollama server in memory, for tests and demonstrations: no network, no model, and the same answer to the same request. Give it to a client
/// as <c>Handler</c> in its <see cref="OllamaClientOptions"/>, put it under an <see cref="HttpClient"/>, or let it listen on a port.
/// </summary>
/// <remarks>
/// All native routes and the OpenAI-compatible ones under <c>/v1</c> are there, with their fields, statuses and error texts as in Ollama 0.40, or in 0.33
/// by <see cref="EmulatorOptions.Version"/>; the words are not a model's, and say so. What is uploaded, created, pulled, pushed, copied, deleted, loaded
/// and unloaded shows in later answers; of uploaded bytes only digest and size are kept.
/// Every answer carries the header <c>X-Ollama-Emulator: 1</c>. Streams are made line by line, as they are read, and work that is streamed stops with
/// its reader. It may be used from many threads at once.
/// </remarks>
/// <example><code>
/// using var emulator = new OllamaEmulator();
/// using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
/// var answer = await client.ChatAsync("hello");
/// </code></example>
public sealed class OllamaEmulator : HttpMessageHandler
{
    private readonly EmulatedServer _server;
    private readonly Reception _reception;

    /// <summary>Makes a server of its own: emulators share nothing.</summary>
    /// <param name="options">Its models, its registry and its clock; without any, the defaults.</param>
    /// <exception cref="ArgumentException">A model is there twice, a blob's name is no digest, or the delay is negative.</exception>
    public OllamaEmulator(EmulatorOptions? options = null)
    {
        _server = new EmulatedServer(options ?? new EmulatorOptions());
        _reception = new Reception(_server);
        Page = options is { HasPage: true } ? new EmulatorPage(_server) : null;
    }

    /// <summary>The version that <c>/api/version</c> tells, such as <c>0.40.12</c>.</summary>
    public string Version => _server.VersionText;

    /// <summary>What was asked of it, the oldest first, with what failed by a rule. The last 1000 requests are kept, or those of the last 64 MiB.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _server.Requests.All;

    /// <summary>
    /// Says what happens when a model is asked with a certain last message: by anybody, so that a tool's result can be meant as well as a question. Of
    /// the rules that match, the one that was added last counts. A fault of a rule for the path comes before a fault of this one.
    /// </summary>
    /// <param name="text">A part of that message, in upper or lower case. Empty for every message.</param>
    /// <param name="model">The model that is asked; <see langword="null"/> for any.</param>
    /// <exception cref="ArgumentException">That is no name of a model.</exception>
    public EmulatorRule When(string text, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _server.Script.Add(EmulatorRule.ForMessage(text, model));
    }

    /// <summary>
    /// Says what happens to requests with a certain path, whatever they ask. What a model says can only be where one speaks. A fault of such a rule comes
    /// before a fault of one for the message.
    /// </summary>
    /// <param name="path">A path, with all that are below it: <c>/api/pull</c>; <c>/v1</c> for all that OpenAI's clients use; <c>/</c> for all.</param>
    /// <exception cref="ArgumentException">It does not begin with a slash.</exception>
    public EmulatorRule On(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith('/')
            ? _server.Script.Add(EmulatorRule.ForPath(path))
            : throw new ArgumentException($"A path begins with a slash, as in /api/chat; '{path}' does not.", nameof(path));
    }

    /// <summary>
    /// Listens on the loopback address as well, so that programs in any language can talk to it. Streams are sent line by line; a client that leaves ends
    /// its answer. As the real server does, it answers only requests that name a local host.
    /// </summary>
    /// <param name="port">The port; 0 lets the system choose a free one, which <see cref="EmulatorListener.Endpoint"/> then tells.</param>
    /// <param name="cancellationToken">Cancels the start, not what listens.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <example><code>
    /// await using var listener = await emulator.ListenAsync();
    /// using var client = new OllamaClient(listener.Endpoint);
    /// </code></example>
    public Task<EmulatorListener> ListenAsync(int port = 0, CancellationToken cancellationToken = default) =>
        EmulatorListener.StartAsync(this, port, cancellationToken);

    /// <summary>The page that listeners serve.</summary>
    internal EmulatorPage? Page { get; }

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AnswerAsync(request, cancellationToken);
    }

    internal async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var response = await _reception.AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        response.RequestMessage = request;
        response.Headers.Add("X-Ollama-Emulator", "1");
        return response;
    }
}
