using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>One fault of the transport and what it becomes, in the words of <see cref="Word"/>; "none" where the call succeeds.</summary>
/// <param name="Name">The row of the fault matrix, and a few words.</param>
/// <param name="Script">What the server does.</param>
/// <param name="Void">What a call without a result throws.</param>
/// <param name="Typed">What a call with one object throws.</param>
/// <param name="Lines">What a stream of JSON lines throws.</param>
/// <param name="Events">What a stream of events throws.</param>
internal sealed record FaultRow(string Name, Func<ScriptedConnection, Task> Script, string Void, string Typed, string Lines, string Events)
{
    /// <summary>A fault that is the same for every call.</summary>
    public FaultRow(string name, Func<ScriptedConnection, Task> script, string all)
        : this(name, script, all, all, all, all)
    {
    }

    /// <summary>A fault that is the same for either framing.</summary>
    public FaultRow(string name, Func<ScriptedConnection, Task> script, string @void, string typed, string streams)
        : this(name, script, @void, typed, streams, streams)
    {
    }

    public string Expected(Shape shape) => shape switch
    {
        Shape.Void => Void,
        Shape.Typed => Typed,
        Shape.Lines => Lines,
        _ => Events,
    };

    /// <summary>An exception of the family by what a caller decides on, a cancelled call by that; any other by its full name.</summary>
    public static string Word(Exception? error) => error switch
    {
        null => "none",
        LlmConnectionException connection => $"Connection {connection.Phase}",
        LlmTimeoutException timeout => $"Timeout {timeout.Timer}",
        LlmStreamException stream => $"Stream {stream.Reason}",
        LlmProtocolException => "Protocol",
        LlmApiException api => $"Api {api.Status} {api.Kind}",
        OperationCanceledException => "Cancelled",
        _ => error.GetType().FullName!,
    };
}
