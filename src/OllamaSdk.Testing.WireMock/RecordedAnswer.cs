using WireMock.ResponseBuilders;

namespace OllamaSdk.Testing;

/// <summary>
/// What <see cref="RecordedServer.Serve"/> answers with: a recording, as it came or with something changed. A name alone will do for the first.
/// </summary>
/// <param name="recording">The recording's name, one of <see cref="RecordedServer.Recordings"/>.</param>
/// <example><code>
/// server.Serve(new RecordedAnswer("chat") { Status = 503 }, "chat");
/// </code></example>
public sealed class RecordedAnswer(string recording)
{
    /// <summary>The recording's name.</summary>
    public string Recording { get; } = recording ?? throw new ArgumentNullException(nameof(recording));

    /// <summary>How long the server waits before it answers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The status in place of the recorded one.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// What goes wrong with the body: nothing of it comes, or its first half and then noise. The connection stays whole: for one that breaks let an
    /// <see cref="OllamaEmulator"/> listen.
    /// </summary>
    public FaultType Fault { get; init; }

    /// <summary>The recording as it came.</summary>
    public static implicit operator RecordedAnswer(string recording) => new(recording);
}
