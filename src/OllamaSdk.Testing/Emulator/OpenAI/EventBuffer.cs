using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>Server-sent events, one after the other.</summary>
internal sealed class EventBuffer
{
    private readonly MemoryStream _bytes = new();

    /// <param name="data">Writes the data.</param>
    /// <param name="type">The name of the event; none without one.</param>
    public void Add(Action<Utf8JsonWriter> data, string? type = null)
    {
        Add(type is null ? "data: " : $"event: {type}\ndata: ");
        _bytes.Write(WireJson.Write(data));
        Add("\n\n");
    }

    /// <summary>The mark that nothing more comes.</summary>
    public void AddEnd() => Add("data: [DONE]\n\n");

    public byte[] ToArray() => _bytes.ToArray();

    private void Add(string text) => _bytes.Write(Encoding.UTF8.GetBytes(text));
}
