using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The body of a streamed answer: the events that the lines of a native answer become, each line taken when a read asks for it.</summary>
internal sealed class EventStream(HttpResponseMessage native, IEventSource source) : ReadOnlyStream
{
    private StreamReader? _lines;
    private ReadOnlyMemory<byte> _rest;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        _lines ??= new StreamReader(await native.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), Encoding.UTF8);
        while (_rest.IsEmpty)
        {
            if (await _lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is not { } line)
            {
                return 0;
            }

            using var json = JsonDocument.Parse(line);
            _rest = source.Translate(new NativeAnswer(json.RootElement));
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lines?.Dispose();
            native.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>Makes the events of one stream; it knows what went before.</summary>
internal interface IEventSource
{
    /// <returns>The events that a line of the native answer becomes, as they go over the wire; empty for none.</returns>
    byte[] Translate(NativeAnswer answer);
}
