using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>One request and its answer, as far as the page shows them: large bodies are cut. The journal's lock guards all of it.</summary>
internal sealed class Visit
{
    private const int MaxRequestBytes = 64 * 1024;
    private const int MaxAnswerBytes = 128 * 1024;
    private const int MaxPieces = 2000;
    private static readonly HttpRequestOptionsKey<Visit> Key = new("OllamaSdk.Testing.Visit");
    private readonly Journal _journal;
    private readonly long _begin;
    private readonly List<AnswerPiece> _pieces = [];
    private int _keptBytes;

    public Visit(Journal journal, long id)
    {
        (_journal, Id, _begin) = (journal, id, journal.Clock.GetTimestamp());
        // A clock that stands says nothing to whoever looks.
        At = (journal.Clock is FixedClock ? TimeProvider.System : journal.Clock).GetUtcNow();
    }

    public long Id { get; }

    public DateTimeOffset At { get; }

    /// <summary>The number of the change that was the last of this one.</summary>
    public long Revision { get; set; }

    public ReceivedHead? Request { get; private set; }

    public AnswerHead? Answer { get; private set; }

    /// <summary>The pieces of the answer that are kept, in their order.</summary>
    public IReadOnlyList<AnswerPiece> Pieces => _pieces;

    public int PieceCount { get; private set; }

    public long AnswerSize { get; private set; }

    /// <summary>How it ended; <see langword="null"/> until it has.</summary>
    public string? Outcome { get; private set; }

    /// <summary>When it ended.</summary>
    public double EndMilliseconds { get; private set; }

    /// <summary>What a rule did to it; <see langword="null"/> where none did anything.</summary>
    public string? Rule => Exchange?.Step switch
    {
        null => null,
        { Fault: { } fault } => fault.Name,
        { Speech: not null } => "answer",
        { Decisions: not null } => "decisions",
        _ => "as usual",
    };

    /// <summary>What the script has for it.</summary>
    private Exchange? Exchange { get; set; }

    /// <summary>The visit that a request belongs to, where it came over a port with a page.</summary>
    public static Visit? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var visit) ? visit : null;

    public void Attach(HttpRequestMessage request) => request.Options.Set(Key, this);

    public void Receive(ReceivedRequest request, byte[] body, Exchange exchange)
    {
        var head = new ReceivedHead(
            request.Method.Method, PageSecrets.HideInQuery(request.Path + request.Query), BodyModel.Find(body),
            [.. request.Headers.Select(header => KeyValuePair.Create(header.Key, PageSecrets.Hide(header.Key, header.Value)))],
            body.AsSpan(0, Math.Min(body.Length, MaxRequestBytes)).ToArray(), body.Length);
        lock (_journal.Lock)
        {
            (Request, Exchange) = (head, exchange);
            Touch();
        }
    }

    public void Begin(HttpResponseMessage response)
    {
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Select(header => KeyValuePair.Create(header.Key, PageSecrets.Hide(header.Key, string.Join(", ", header.Value))));
        lock (_journal.Lock)
        {
            Answer = new AnswerHead((int)response.StatusCode, [.. headers], Elapsed());
            Touch();
        }
    }

    public void Add(ReadOnlySpan<byte> piece)
    {
        lock (_journal.Lock)
        {
            PieceCount++;
            AnswerSize += piece.Length;
            if (_pieces.Count < MaxPieces && _keptBytes < MaxAnswerBytes)
            {
                var kept = piece[..Math.Min(piece.Length, MaxAnswerBytes - _keptBytes)].ToArray();
                _keptBytes += kept.Length;
                _pieces.Add(new AnswerPiece(Elapsed(), kept));
            }

            Touch();
        }
    }

    public void End(string outcome)
    {
        lock (_journal.Lock)
        {
            (Outcome, EndMilliseconds) = (outcome, Elapsed());
            Touch();
        }
    }

    /// <summary>Whether a part of the answer is not kept.</summary>
    public bool IsAnswerCut => AnswerSize > _keptBytes;

    private double Elapsed() => Math.Round(_journal.Clock.GetElapsedTime(_begin).TotalMilliseconds, 1);

    private void Touch() => Revision = _journal.Touch();
}

/// <param name="Method">GET, POST and so on.</param>
/// <param name="Target">Path and query, without secrets.</param>
/// <param name="Model">The model that is asked; empty where none is named.</param>
/// <param name="Headers">Without secrets.</param>
/// <param name="Body">The beginning of it.</param>
/// <param name="Size">The size of the whole body, in bytes.</param>
internal sealed record ReceivedHead(string Method, string Target, string Model, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, int Size);

/// <param name="Status">The status of the answer.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Milliseconds">When they were sent, from the arrival of the request.</param>
internal sealed record AnswerHead(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, double Milliseconds);

/// <param name="Milliseconds">When it was sent, from the arrival of the request.</param>
/// <param name="Bytes">A line of a stream, an event, or a piece of a whole answer.</param>
internal sealed record AnswerPiece(double Milliseconds, byte[] Bytes);
