using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.OpenAI;

namespace OllamaSdk.Testing.Emulator.Script;

/// <summary>A body that is as it should be for a while, and then is not.</summary>
/// <param name="content">The right answer.</param>
/// <param name="fault">What happens to it.</param>
/// <param name="lines">How many lines, or events, come through first.</param>
/// <param name="bytes">How many bytes come through at most.</param>
internal sealed class FaultyStream(HttpContent content, BodyFault fault, int lines, long bytes) : ReadOnlyStream
{
    private readonly EventContent? _events = content as EventContent;
    private int _lines;
    private long _bytes;
    private byte _previous;
    private ReadOnlyMemory<byte>? _ending;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_ending is null && _lines < lines && _bytes < bytes)
        {
            var inner = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var wanted = (int)Math.Min(buffer.Length, bytes - _bytes);
            var read = await inner.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
            if (Admit(buffer.Span[..read]) is > 0 and var admitted)
            {
                return admitted;
            }
        }

        var ending = _ending ??= await EndAsync(cancellationToken).ConfigureAwait(false);
        var rest = Math.Min(buffer.Length, ending.Length);
        ending[..rest].CopyTo(buffer);
        _ending = ending[rest..];
        return rest > 0 || fault != BodyFault.Break ? rest : throw BrokenConnection.InBody();
    }

    protected override void Dispose(bool disposing)
    {
        content.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Counts what has come, and says how much of it is before the fault.</summary>
    private int Admit(ReadOnlySpan<byte> piece)
    {
        var count = 0;
        while (count < piece.Length && _lines < lines)
        {
            var current = piece[count++];
            // An empty line ends an event.
            _lines += current == '\n' && (_events is null || _previous == '\n') ? 1 : 0;
            _previous = current;
        }

        _bytes += count;
        return count;
    }

    private async Task<ReadOnlyMemory<byte>> EndAsync(CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case BodyFault.Stall:
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                return default;
            case BodyFault.Break:
                return "{\"mod"u8.ToArray();
            case BodyFault.ErrorLine:
                return _events?.Translate(FaultAnswer.ErrorLine()) ?? FaultAnswer.ErrorLine();
            case BodyFault.Garbage:
                return _events is null ? "\u0015\u0003 not JSON\n"u8.ToArray() : "data: \u0015\u0003 not JSON\n\n"u8.ToArray();
            default:
                return default;
        }
    }
}
