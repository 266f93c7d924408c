using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using OllamaSdk.Json;

namespace OllamaSdk.Streaming;

/// <summary>
/// Reads the items of one stream without the serializer. No fault is found here: whatever is unusual is <see langword="null"/>, and the
/// serializer says what is wrong with it.
/// </summary>
/// <remarks>
/// The items of a stream have the same form but for a few values (a time, a text). A form that was met is compared with the next lines; of one that has it
/// only these values are read, and the rest is copied from the item before.
/// </remarks>
internal sealed class QuickItems
{
    private const int MaxShapes = 4;

    // After so many new forms in a row that did not come again, none is learned in this stream.
    private const int Patience = 8;

    private readonly RepeatedTexts _texts = new();
    private readonly ItemShape?[] _shapes = new ItemShape?[MaxShapes];
    private int _latest;
    private int _next;
    private int _patience = Patience;

    public T? TryRead<T>(ReadOnlySpan<byte> json)
        where T : class, IStreamItem
    {
        try
        {
            return (Find(json) is { } shape ? T.TryFill(shape.Known, new VaryingValues(json, shape)) : null) as T ?? TryReadWhole<T>(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Writes the text of an item instead of reading the item.</summary>
    /// <param name="json">The line.</param>
    /// <param name="target">Gets the text.</param>
    /// <param name="partial">Gets it too.</param>
    /// <returns>An item like it without text, the same each time; <see langword="null"/> where the item is to be read, and nothing was written.</returns>
    public T? TryWriteText<T>(ReadOnlySpan<byte> json, IBufferWriter<byte> target, PartialAnswer partial)
        where T : class, IStreamItem
    {
        if (Find(json) is not { } shape)
        {
            return null;
        }

        if (shape.Text is not { } text)
        {
            shape.Text = text = ShapeText.Of<T>(shape);
            shape.Matches(json);
        }

        return text.TryWrite(json, shape, target, partial) ? (T)text.Silent! : null;
    }

    /// <summary>The form of a line that is known already.</summary>
    private ItemShape? Find(ReadOnlySpan<byte> json)
    {
        if (_shapes[_latest]?.Matches(json) == true)
        {
            _patience = Patience;
            return _shapes[_latest];
        }

        return FindOther(json);
    }

    private ItemShape? FindOther(ReadOnlySpan<byte> json)
    {
        for (var i = 0; i < MaxShapes; i++)
        {
            if (i != _latest && _shapes[i]?.Matches(json) == true)
            {
                _latest = i;
                _patience = Patience;
                return _shapes[i];
            }
        }

        return null;
    }

    private T? TryReadWhole<T>(ReadOnlySpan<byte> json)
        where T : class, IStreamItem
    {
        if (!Utf8.IsValid(json))
        {
            return null;
        }

        var item = TryReadMembers<T>(json);
        if (item is { IsLast: false, TellsError: false } && _patience > 0 && T.VaryingMembers is { Length: > 0 } varying)
        {
            _patience--;
            // Read once more, since who gets an item may change it.
            if (ItemShape.Of(json, TryReadMembers<T>(json)!, varying) is { } shape)
            {
                _latest = _next;
                _shapes[_next] = shape;
                _next = (_next + 1) % MaxShapes;
            }
        }

        return item;
    }

    private T? TryReadMembers<T>(ReadOnlySpan<byte> json)
        where T : class, IStreamItem
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && T.TryRead(ref reader, _texts) is T item && !reader.Read() ? item : null;
    }
}
