namespace OllamaSdk;

/// <summary>How far a request had come when its connection failed.</summary>
public enum ConnectionPhase
{
    /// <summary>The host name could not be resolved.</summary>
    Resolve,

    /// <summary>No connection could be made: nothing listens there, or it is out of reach.</summary>
    Connect,

    /// <summary>The TLS handshake failed, or the certificate was refused.</summary>
    Tls,

    /// <summary>A proxy refused the tunnel.</summary>
    Proxy,

    /// <summary>The connection broke after it was made and before the answer's headers; the server may have seen the request.</summary>
    ReceiveHeaders,

    /// <summary>The connection broke inside the body of an answer that is not a stream.</summary>
    ReceiveBody,
}

/// <summary>The server could not be reached, or the connection broke before a whole answer had come.</summary>
public sealed class LlmConnectionException : LlmException
{
    /// <summary>A connection that failed.</summary>
    /// <param name="phase">How far the request had come.</param>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="innerException">What caused it.</param>
    public LlmConnectionException(ConnectionPhase phase, string message, Exception? innerException = null)
        : base(message, innerException) => Phase = phase;

    /// <summary>How far the request had come.</summary>
    public ConnectionPhase Phase { get; }

    /// <summary>Whether it is certain that the server saw no byte of the request, so that sending it again changes nothing twice.</summary>
    internal bool NothingSent => Phase is ConnectionPhase.Resolve or ConnectionPhase.Connect or ConnectionPhase.Tls or ConnectionPhase.Proxy;
}
