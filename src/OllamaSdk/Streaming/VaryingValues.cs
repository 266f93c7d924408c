using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace OllamaSdk.Streaming;

/// <summary>The values of a line in the places where its form says that they vary. Each is <see langword="false"/> where it is unusual.</summary>
internal readonly ref struct VaryingValues(ReadOnlySpan<byte> line, ItemShape shape)
{
    private readonly ReadOnlySpan<byte> _line = line;

    /// <summary>Whether the line has any of these members.</summary>
    /// <param name="members">A bit for each.</param>
    public bool Has(int members) => (shape.Members & members) != 0;

    /// <summary>A member that is seldom another was another.</summary>
    public void NoteDrift() => shape.HasDrifted = true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(int member, out string? value)
    {
        ref readonly var hole = ref shape.HoleOf(member);
        value = null;
        if (!hole.IsText)
        {
            return false;
        }

        if (hole.IsEscaped)
        {
            var reader = new Utf8JsonReader(_line.Slice(hole.FoundAt - 1, hole.FoundLength + 2));
            reader.Read();
            value = reader.GetString();
            return true;
        }

        var text = _line.Slice(hole.FoundAt, hole.FoundLength);
        value = Encoding.UTF8.GetString(text);
        // What is no UTF-8 becomes this character; but it may also be one.
        return !value.Contains('\ufffd') || Utf8.IsValid(text);
    }

    public bool TryRead(int member, out long? value)
    {
        ref readonly var hole = ref shape.HoleOf(member);
        var isRead = Utf8Parser.TryParse(_line.Slice(hole.FoundAt, hole.FoundLength), out long number, out var length) && length == hole.FoundLength;
        value = isRead ? number : null;
        return isRead && !hole.IsText;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(int member, out DateTimeOffset? value)
    {
        ref readonly var hole = ref shape.HoleOf(member);
        value = null;
        return hole is { IsText: true, IsEscaped: false } && shape.Second.TryRead(_line.Slice(hole.FoundAt - 1, hole.FoundLength + 2), out value);
    }
}
