using System.Net.Http.Headers;
using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>A streamed answer as events.</summary>
internal sealed class EventContent : StreamContent
{
    private readonly IEventSource _source;

    public EventContent(HttpResponseMessage native, IEventSource source)
        : base(new EventStream(native, source))
    {
        _source = source;
        Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
    }

    /// <returns>The events that a line becomes which the native answer does not have.</returns>
    public byte[] Translate(byte[] line)
    {
        using var json = JsonDocument.Parse(line);
        return _source.Translate(new NativeAnswer(json.RootElement));
    }
}
