namespace OllamaSdk;

/// <summary>
/// The timers of a client. <see cref="Timeout.InfiniteTimeSpan"/> switches one off. No timer covers a whole answer unless
/// <see cref="Total"/> is set: a large model may take minutes to load and an hour to answer.
/// </summary>
public sealed partial class TimeoutOptions
{
    // Only what was set wins over the environment, and a target's over the client's.
    private TimeSpan? _connect;
    private TimeSpan? _streamedGeneration;
    private TimeSpan? _unstreamedGeneration;
    private TimeSpan? _firstByte;
    private TimeSpan? _idle;
    private TimeSpan? _transferIdle;
    private TimeSpan? _total;

    /// <summary>Making a connection, TLS included. 5 s by default. Not used with a handler or client of your own.</summary>
    public TimeSpan Connect
    {
        get => _connect ?? TimeSpan.FromSeconds(5);
        set => _connect = value;
    }

    /// <summary>
    /// From sending the request for a streamed chat or generate answer to its first item, which comes only after the model has loaded and the prompt was
    /// read. 10 min by default. It makes no difference whether the server sends its headers at once or with the first token. Where it sends
    /// signs of life (comments in an event stream) the time begins anew with each.
    /// </summary>
    public TimeSpan StreamedGeneration
    {
        get => _streamedGeneration ?? TimeSpan.FromMinutes(10);
        set => _streamedGeneration = value;
    }

    /// <summary>The same to the body of an unstreamed chat or generate answer, which comes only after the last token. 30 min by default.</summary>
    public TimeSpan UnstreamedGeneration
    {
        get => _unstreamedGeneration ?? TimeSpan.FromMinutes(30);
        set => _unstreamedGeneration = value;
    }

    /// <summary>Headers of every other answer. 100 s by default.</summary>
    public TimeSpan FirstByte
    {
        get => _firstByte ?? TimeSpan.FromSeconds(100);
        set => _firstByte = value;
    }

    /// <summary>
    /// Waiting for the next complete item of a stream, or the next bytes of a body. 10 min by default: a server that holds a tool call back until it is whole
    /// is silent for all that time, which for a long argument on a slow machine is minutes. The first item is waited for by the limits
    /// above, but never for less than this, counted from the headers.
    /// </summary>
    public TimeSpan Idle
    {
        get => _idle ?? TimeSpan.FromMinutes(10);
        set => _idle = value;
    }

    /// <summary>The same while pulling, pushing or creating a model, where the server is silent while it verifies. 10 min by default.</summary>
    public TimeSpan TransferIdle
    {
        get => _transferIdle ?? TimeSpan.FromMinutes(10);
        set => _transferIdle = value;
    }

    /// <summary>The whole call: every attempt, the waits between them, the body. Off by default.</summary>
    public TimeSpan Total
    {
        get => _total ?? Timeout.InfiniteTimeSpan;
        set => _total = value;
    }

    internal TimeoutOptions Clone() => (TimeoutOptions)MemberwiseClone();

    /// <exception cref="ArgumentException">Not positive, not infinite, or longer than a timer can run (49 days).</exception>
    internal static void Check(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value.TotalMilliseconds >= uint.MaxValue - 1))
        {
            throw new ArgumentException($"{name} is {value}; use a positive time below 49 days, or Timeout.InfiniteTimeSpan to switch it off.", name);
        }
    }
}
