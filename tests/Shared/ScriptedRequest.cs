using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.TestKit;

/// <summary>One request as <see cref="ScriptedServer"/> received it.</summary>
public sealed class ScriptedRequest
{
    internal ScriptedRequest(string head)
    {
        Head = head;
        string[] lines = head.Split("\r\n");
        string[] words = lines[0].Split(' ');
        (Method, Path) = (words[0], words[1]);
        Headers = [.. lines.Skip(1).Select(line => line.Split(':', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1].Trim()))];
    }

    public string Method { get; }

    /// <summary>Path and query, as they stood in the request line.</summary>
    public string Path { get; }

    /// <summary>In the order of arrival; a name sent twice is here twice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Request line and headers, untouched, without the empty line after them.</summary>
    public string Head { get; }

    /// <summary>Without chunk framing; empty until the body has been read.</summary>
    public byte[] Body { get; internal set; } = [];

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A <see cref="Stopwatch"/> timestamp of the moment the head was complete.</summary>
    public long ReceivedAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>The first header of that name, whatever its case; null without one.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The body as JSON; throws <see cref="JsonException"/> when it is not.</summary>
    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }
}
