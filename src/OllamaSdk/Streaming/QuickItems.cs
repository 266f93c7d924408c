using System.Buffers;
using System.Runtime.CompilerServices;
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
            var length = json.Length;
            return TryReadKnown<T>(json, default, length, ref length) is { } item && length == json.Length ? item : TryReadWhole<T>(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads the item that has a known form and begins what has arrived.</summary>
    /// <param name="arrived">What has arrived, from the beginning of an item on.</param>
    /// <param name="end">What must follow the item.</param>
    /// <param name="limit">The longest item.</param>
    /// <param name="length">The length of the item, without its end.</param>
    /// <exception cref="JsonException">It is unusual.</exception>
    /// <exception cref="InvalidOperationException">It is unusual.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T? TryReadKnown<T>(ReadOnlySpan<byte> arrived, ReadOnlySpan<byte> end, int limit, ref int length)
        where T : class, IStreamItem
    {
        if (Find(arrived, end, limit, ref length) is not { } shape)
        {
            return null;
        }

        var line = arrived[..length];
        var item = T.TryFill(shape.Known, new VaryingValues(line, shape)) as T;
        if (shape.HasDrifted)
        {
            shape.HasDrifted = false;
            shape.Known = TryReadMembers<T>(line) ?? shape.Known;
        }

        return item;
    }

    /// <summary>Writes the text of an item instead of reading the item.</summary>
    /// <param name="arrived">What has arrived, from the beginning of an item on.</param>
    /// <param name="end">What must follow the item.</param>
    /// <param name="limit">The longest item.</param>
    /// <param name="target">Gets the text.</param>
    /// <param name="partial">Gets it too.</param>
    /// <param name="length">The length of the item, without its end.</param>
    /// <returns>An item like it without text, the same each time; <see langword="null"/> where the item is to be read, and nothing was written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T? TryWriteKnown<T>(ReadOnlySpan<byte> arrived, ReadOnlySpan<byte> end, int limit, IBufferWriter<byte> target, PartialAnswer partial, ref int length)
        where T : class, IStreamItem
    {
        if (Find(arrived, end, limit, ref length) is not { } shape)
        {
            return null;
        }

        if (shape.Text is not { } text)
        {
            shape.Text = text = ShapeText.Of<T>(shape);
            shape.LengthIn(arrived);
        }

        return text.TryWrite(arrived[..length], shape, target, partial) ? (T)text.Silent! : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ItemShape? Find(ReadOnlySpan<byte> arrived, ReadOnlySpan<byte> end, int limit, ref int length)
    {
        if (_shapes[_latest] is { } latest && Fits(latest, arrived, end, limit, ref length))
        {
            _patience = Patience;
            return latest;
        }

        return FindOther(arrived, end, limit, ref length);
    }

    private ItemShape? FindOther(ReadOnlySpan<byte> arrived, ReadOnlySpan<byte> end, int limit, ref int length)
    {
        for (var i = 0; i < MaxShapes; i++)
        {
            if (i != _latest && _shapes[i] is { } other && Fits(other, arrived, end, limit, ref length))
            {
                _latest = i;
                _patience = Patience;
                return other;
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Fits(ItemShape shape, ReadOnlySpan<byte> arrived, ReadOnlySpan<byte> end, int limit, ref int length)
    {
        var found = shape.LengthIn(arrived);
        if (found < 0 || found > limit || !arrived[found..].StartsWith(end))
        {
            return false;
        }

        length = found;
        return true;
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
