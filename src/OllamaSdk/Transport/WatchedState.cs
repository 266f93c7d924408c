using OllamaSdk.Telemetry;

namespace OllamaSdk.Transport;

/// <summary>The state of a call that somebody watches; others need no room for it.</summary>
internal sealed class WatchedState(HttpMethod method, string path, CallSpan span) : CallState(method, path)
{
    public override CallSpan? Span => span;
}
