using System.Text;
using System.Text.Unicode;

namespace OllamaSdk.Loop;

/// <summary>Keeps results within what a context window, and this program's memory, can hold.</summary>
internal static class ResultLimit
{
    public static ToolResult Cut(ToolResult result, int maxBytes)
    {
        var length = Encoding.UTF8.GetByteCount(result.Content);
        if (length <= maxBytes)
        {
            return result;
        }

        // Stops before a character that does not fit whole.
        Utf8.FromUtf16(result.Content, new byte[maxBytes], out var kept, out _);
        var text = $"{result.Content.AsSpan(0, kept)}\n[The result was cut here: it is {length} bytes long, and at most {maxBytes} are sent.]";
        return result.With(text);
    }
}
