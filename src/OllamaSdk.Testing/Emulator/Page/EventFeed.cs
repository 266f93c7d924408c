using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>Server-sent events: after each change those that are new since the last one. Who reads slowly gets them later and together; nothing heaps up for him.</summary>
internal sealed class EventFeed(Journal journal)
{
    // Twenty times a second is as often as anybody sees.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);
    private readonly ArrayBufferWriter<byte> _events = new();

    /// <param name="context">Who asked for them.</param>
    /// <param name="write">Adds the events that are new; returns whether more can come. It is called under the journal's lock.</param>
    public async Task SendAsync(HttpContext context, Func<EventFeed, bool> write)
    {
        var gone = context.RequestAborted;
        context.Response.ContentType = "text/event-stream";
        for (; ; )
        {
            var next = journal.Next;
            bool isOpen;
            lock (journal.Lock)
            {
                isOpen = write(this);
            }

            await context.Response.Body.WriteAsync(_events.WrittenMemory, gone).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(gone).ConfigureAwait(false);
            _events.ResetWrittenCount();
            if (!isOpen)
            {
                return;
            }

            await next.WaitAsync(gone).ConfigureAwait(false);
            await Task.Delay(Breath, gone).ConfigureAwait(false);
        }
    }

    public void Add(ReadOnlySpan<byte> name, Action<Utf8JsonWriter> write)
    {
        _events.Write("event: "u8);
        _events.Write(name);
        _events.Write("\ndata: "u8);
        using (var json = WireJson.Writer(_events))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _events.Write("\n\n"u8);
    }
}
