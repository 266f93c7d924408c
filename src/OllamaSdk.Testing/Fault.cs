using System.Globalization;
using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing;

/// <summary>
/// Something that goes wrong with a request, for <see cref="EmulatorRule.Fail"/>. In memory a broken connection is the exception that
/// <see cref="HttpClient"/> would throw; on a port the connection really breaks.
/// </summary>
public sealed class Fault
{
    private Fault(string name) => Name = name;

    /// <summary>Nobody listens. On a port, where a client is connected already, the same as <see cref="Reset"/>; close the listener for the real thing.</summary>
    public static Fault Refused { get; } = new(nameof(Refused)) { Instead = (_, _) => throw BrokenConnection.Refused() };

    /// <summary>The connection breaks before there is an answer.</summary>
    public static Fault Reset { get; } = new(nameof(Reset)) { Instead = (_, _) => throw BrokenConnection.BeforeAnswer() };

    /// <summary>No answer ever comes.</summary>
    public static Fault Silence { get; } = new(nameof(Silence)) { Instead = FaultAnswer.NeverAsync };

    /// <summary>The answer begins, and then nothing comes any more.</summary>
    public static Fault Stall { get; } = new(nameof(Stall)) { Body = BodyFault.Stall };

    /// <summary>The answer ends early, as if that were its end: a stream lacks its end mark, a whole answer its second half.</summary>
    public static Fault Cut { get; } = new(nameof(Cut)) { Body = BodyFault.Cut };

    /// <summary>The connection breaks in the middle of the answer, and of a line.</summary>
    public static Fault Break { get; } = new(nameof(Break)) { Body = BodyFault.Break };

    /// <summary>
    /// The model fails while it answers: a native stream ends with an error line; a stream of <c>/v1</c> just ends, for the server makes an empty chunk of
    /// the error there; a whole answer is refused with 500.
    /// </summary>
    public static Fault ErrorLine { get; } = new(nameof(ErrorLine)) { Body = BodyFault.ErrorLine };

    /// <summary>
    /// The model says one token again and again, until the server has enough: a native stream ends with an error line, a whole answer is refused with 500.
    /// A server of 0.33 says nothing: its streams lack their end mark, and a whole answer is not done.
    /// </summary>
    public static Fault TokenRepeat { get; } = new(nameof(TokenRepeat)) { Body = BodyFault.TokenRepeat };

    /// <summary>The answer goes over into something that is not JSON.</summary>
    public static Fault Garbage { get; } = new(nameof(Garbage)) { Body = BodyFault.Garbage };

    /// <summary>503: too many requests wait already.</summary>
    public static Fault Busy { get; } = Refusal(nameof(Busy), 503, "server busy, please try again.  maximum pending requests exceeded");

    /// <summary>500: the model does not fit into memory.</summary>
    public static Fault OutOfMemory { get; } = Refusal(nameof(OutOfMemory), 500, "llama-server reported out-of-memory during startup: cudaMalloc failed: out of memory");

    /// <summary>500: the process that runs the model has died.</summary>
    public static Fault Crash { get; } = Refusal(
        nameof(Crash), 500, "model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details");

    /// <summary>200 with a web page, as some networks answer everything before somebody has signed in to them.</summary>
    public static Fault WrongContentType { get; } = new(nameof(WrongContentType)) { Instead = FaultAnswer.PageAsync };

    /// <summary>What it is called: the member's name, or the status.</summary>
    public string Name { get; }

    /// <summary>The wait before anything happens.</summary>
    internal TimeSpan Wait { get; private init; }

    /// <summary>What comes in the place of the answer to a request with the given path.</summary>
    internal Func<string, CancellationToken, Task<HttpResponseMessage>>? Instead { get; private init; }

    /// <summary>What happens to the body of the answer.</summary>
    internal BodyFault? Body { get; private init; }

    /// <summary>How many lines of a stream come through before that.</summary>
    internal int Lines { get; private init; } = 1;

    /// <summary>The answer comes, but late: the model takes its time to load, and the server sends nothing before it has.</summary>
    /// <param name="after">How long it takes, by the emulator's clock.</param>
    public static Fault SlowLoad(TimeSpan after)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        return new Fault(nameof(SlowLoad)) { Wait = after };
    }

    /// <summary>A refusal of one's own choice, in the form that the path has for refusals.</summary>
    /// <param name="status">400 to 599.</param>
    /// <param name="message">The server's words.</param>
    /// <param name="retryAfter">For the header <c>Retry-After</c>, in whole seconds; without it, none is sent, as the local server never sends one.</param>
    public static Fault Status(int status, string message, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(message);
        return Refusal($"{nameof(Status)} {status.ToString(CultureInfo.InvariantCulture)}", status, message, retryAfter);
    }

    /// <summary>The same in the middle of a stream, after another number of lines than one: for those that happen to the body of an answer.</summary>
    /// <param name="lines">How many lines, or events of <c>/v1</c>, come through first; 0 or more.</param>
    /// <exception cref="InvalidOperationException">This fault happens before there is an answer.</exception>
    public Fault AfterLines(int lines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        return Body is null
            ? throw new InvalidOperationException($"The fault {Name} happens before the answer, so no lines can come first. {nameof(Cut)}, {nameof(Break)}, {nameof(Stall)}, {nameof(ErrorLine)}, {nameof(TokenRepeat)} and {nameof(Garbage)} can wait for some.")
            : new Fault(Name) { Body = Body, Lines = lines };
    }

    /// <summary>The <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    private static Fault Refusal(string name, int status, string message, TimeSpan? retryAfter = null) =>
        new(name) { Instead = (path, _) => Task.FromResult(FaultAnswer.Status(path, status, message, retryAfter)) };
}
