using System.Text.Json;
using System.Text.Unicode;

namespace OllamaSdk.Streaming;

/// <summary>
/// Reads the items of one stream without the serializer. No fault is found here: whatever is unusual is <see langword="null"/>, and the
/// serializer says what is wrong with it.
/// </summary>
/// <remarks>
/// The chunks of <c>/v1</c> begin with the same members (id, time in seconds, model), half of their text. While these are the same to the byte as
/// in a chunk before, they are copied from it, and only what follows is read.
/// </remarks>
internal sealed class QuickItems
{
    // After so many beginnings in a row that did not come again, none is looked for in this stream.
    private const int Patience = 8;

    private readonly RepeatedTexts _texts = new();
    private byte[] _head = [];
    private JsonReaderState _afterHead;
    private IStreamItem? _begun;
    private int _patience = Patience;

    public T? TryRead<T>(ReadOnlySpan<byte> json)
        where T : class, IStreamItem
    {
        var isKnown = _begun is not null && json.StartsWith(_head);
        var rest = isKnown ? json[_head.Length..] : json;
        if (!Utf8.IsValid(rest))
        {
            return null;
        }

        try
        {
            if (isKnown)
            {
                var members = new Utf8JsonReader(rest, isFinalBlock: true, _afterHead);
                _patience = Patience;
                return TryReadMembers<T>(ref members, _begun);
            }

            var reader = new Utf8JsonReader(rest);
            var item = reader.Read() && reader.TokenType == JsonTokenType.StartObject ? TryReadMembers<T>(ref reader, null) : null;
            if (item is not null && _patience > 0)
            {
                _patience--;
                LearnHead<T>(rest);
            }

            return item;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A number at the end of the head may be longer this time.
            _begun = null;
            return null;
        }
    }

    private T? TryReadMembers<T>(ref Utf8JsonReader reader, IStreamItem? begun)
        where T : class, IStreamItem =>
        T.TryRead(ref reader, _texts, begun) is T item && !reader.Read() ? item : null;

    // The head ends before the first member that is an object or an array, or before the last member.
    private void LearnHead<T>(ReadOnlySpan<byte> json)
        where T : class, IStreamItem
    {
        _begun = null;
        var members = new Utf8JsonReader(json);
        var end = 0;
        for (members.Read(); members.Read() && members.TokenType == JsonTokenType.PropertyName;)
        {
            end = (int)members.TokenStartIndex;
            members.Read();
            if (members.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                break;
            }
        }

        // A reader that expects more leaves the comma after the last value, with which the rest then begins.
        var head = new Utf8JsonReader(json[..end], isFinalBlock: false, default);
        while (head.Read())
        {
        }

        if (head.TokenType is JsonTokenType.None or JsonTokenType.StartObject)
        {
            return;
        }

        _head = json[..(int)head.BytesConsumed].ToArray();
        _afterHead = head.CurrentState;
        var whole = new Utf8JsonReader([.. _head, (byte)'}']);
        whole.Read();
        _begun = TryReadMembers<T>(ref whole, null);
    }
}
