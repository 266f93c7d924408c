using System.Text.Json;
using OllamaSdk.Testing.Emulator.Store;

namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>A step of a pull, a push or a create, as the server tells it.</summary>
/// <param name="Status">The server's words.</param>
/// <param name="Layer">What is transferred, where something is.</param>
/// <param name="Completed">How many of its bytes are there.</param>
internal readonly record struct ProgressLine(string Status, Layer? Layer = null, long Completed = 0)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", Status);
        if (Layer is { } layer)
        {
            json.WriteString("digest", layer.Digest);
            json.WriteUnlessZero("total", layer.Size);
            json.WriteUnlessZero("completed", Completed);
        }

        json.WriteEndObject();
    }
}
