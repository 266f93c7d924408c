namespace OllamaSdk.Soak.Scenario;

/// <summary>What is done to a request, or to its answer, on purpose.</summary>
internal enum Fault
{
    None,

    /// <summary>The answer comes byte by byte: nothing is wrong with it.</summary>
    Dribble,

    /// <summary>RST in place of an answer.</summary>
    ResetBefore,

    /// <summary>FIN in place of an answer.</summary>
    CloseBefore,

    /// <summary>No answer at all, and the connection stays.</summary>
    Silence,

    /// <summary>RST within the answer, its head included.</summary>
    ResetWithin,

    /// <summary>FIN within the answer.</summary>
    CutWithin,

    /// <summary>FIN within the answer, but what the client sends is still read.</summary>
    HalfClose,

    /// <summary>The answer stops, and the connection stays.</summary>
    Stall,

    /// <summary>503.</summary>
    Busy,

    /// <summary>429 with a Retry-After.</summary>
    RateLimited,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>502 with a page, as a gateway writes it.</summary>
    BadGateway,

    /// <summary>507 or 500 in the middle of an upload: the server's disk is full.</summary>
    DiskFullUpload,

    /// <summary>An error line in the middle of a pull: the server's disk is full.</summary>
    DiskFullPull,

    /// <summary>The emulator's own: an error line, or its like under <c>/v1</c>.</summary>
    ErrorLine,

    /// <summary>The emulator's own: a line that is no JSON.</summary>
    Garbage,

    /// <summary>The emulator's own: an end without an end mark.</summary>
    NoEndMark,

    /// <summary>The emulator's own: a connection that breaks within a line.</summary>
    Break,

    /// <summary>The emulator's own: a model that repeats itself until the server ends it.</summary>
    TokenRepeat,

    /// <summary>A server of the route was gone for a while.</summary>
    Restart,

    /// <summary>The name of the server did not resolve for a while.</summary>
    NoName,

    /// <summary>The machine gave this program, or the servers, no time for so long that a timer may have run out.</summary>
    Starved,
}
