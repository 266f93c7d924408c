using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;
#if NET10_0_OR_GREATER
using System.Runtime.InteropServices;
#endif

namespace OllamaSdk.Transport;

/// <summary>A request with a history of messages.</summary>
internal interface IHistoryRequest
{
    /// <summary>The messages, whatever they are, as they are now.</summary>
    ReadOnlySpan<object?> History { get; }

    Type MessageType { get; }

    /// <inheritdoc cref="IKeptConversation.Beginning"/>
    (string? First, string? Second) Beginning { get; }

    /// <summary>The request with an empty list of messages.</summary>
    IHistoryRequest WithoutMessages();

    /// <summary>Goes through all members of a message that its JSON is made of.</summary>
    void Note(object message, ref MessageMembers members);

    /// <summary>The items of a list, of another kind than the usual ones in a copy.</summary>
    static ReadOnlySpan<object?> ItemsOf<T>(IReadOnlyList<T>? list)
        where T : class => list switch
        {
            null => default,
            T[] items => new(items),
#if NET10_0_OR_GREATER
            List<T> items => ReadOnlySpan<object?>.CastUp<T>(CollectionsMarshal.AsSpan(items)),
#endif
            _ => new(list.ToArray()),
        };
}

/// <summary>
/// The messages of a conversation as they were sent, each beside all that its JSON was made of. What has not changed is copied; from the first that has
/// changed on, all are written and kept anew. What can change unseen is written each time.
/// </summary>
internal sealed class KeptHistory((string? First, string? Second) beginning) : IKeptConversation
{
    private const int MemberSize = 32;

    private readonly List<Entry> _entries = [];
    private readonly List<object?> _members = [];
    // Bodies that are on their way hold parts of it: what was written never changes, and what is new stands behind it.
    private byte[] _json = [];
    private int _end;

    public (string? First, string? Second) Beginning { get; } = beginning;

    /// <summary>How much memory this takes, about.</summary>
    public long Size => _json.LongLength + (_members.Capacity * (long)MemberSize);

    /// <summary>Whether nothing is to be kept: it would be too much.</summary>
    public bool IsTooLarge { get; private set; }

    private int MembersEnd => _entries is [.., var last] ? last.MembersEnd : 0;

    /// <summary>Forgets everything, and keeps nothing from now on.</summary>
    public void GiveUp()
    {
        Cut(0);
        _members.TrimExcess();
        (_json, _end) = ([], 0);
        IsTooLarge = true;
    }

    /// <summary>The body of a request in pieces: the very bytes that the serializer writes. <see langword="null"/> where it must write them itself.</summary>
    public ReadOnlyMemory<byte>[]? Write<T>(T request, IHistoryRequest history, ReadOnlySpan<object?> messages, JsonTypeInfo<T> typeInfo)
    {
        var frame = JsonSerializer.SerializeToUtf8Bytes((T)history.WithoutMessages(), typeInfo);
        var place = PlaceOfMessages(frame);
        if (place < 0)
        {
            return null;
        }

        var options = typeInfo.Options;
        var messageType = options.GetTypeInfo(history.MessageType);
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, new() { Encoder = options.Encoder, MaxDepth = options.MaxDepth, SkipValidation = true });
        var loose = new List<byte[]>();
        var start = 0;
        foreach (var message in messages)
        {
            var index = start++;
            if (index < _entries.Count && !_entries[index].IsLoose)
            {
                if (IsSame(index, history, message))
                {
                    continue;
                }

                Cut(index);
            }

            var isNew = index == _entries.Count;
            var canBeKept = isNew && TryNote(history, message);
            json.ResetWrittenCount();
            JsonSerializer.Serialize(writer, message, messageType);
            writer.Flush();
            writer.Reset();
            json.Write(","u8);
            if (isNew)
            {
                Add(json.WrittenSpan, canBeKept);
                // It may have changed while it was written.
                if (canBeKept && !IsSame(index, history, message))
                {
                    Cut(index);
                    Add(json.WrittenSpan, canBeKept: false);
                }
            }

            if (_entries[index].IsLoose)
            {
                loose.Add(json.WrittenSpan.ToArray());
            }
        }

        Cut(start);
        return Pieces(frame, place, loose);
    }

    private bool IsSame(int index, IHistoryRequest history, object? message)
    {
        if (message is null)
        {
            return false;
        }

        var members = new MessageMembers(_members, index == 0 ? 0 : _entries[index - 1].MembersEnd);
        history.Note(message, ref members);
        return members.AreSame && !members.MayChange && members.At == _entries[index].MembersEnd;
    }

    private bool TryNote(IHistoryRequest history, object? message)
    {
        if (message is null)
        {
            return false;
        }

        var members = new MessageMembers(_members, MembersEnd);
        history.Note(message, ref members);
        return !members.MayChange;
    }

    private void Add(ReadOnlySpan<byte> json, bool canBeKept)
    {
        if (!canBeKept)
        {
            _members.RemoveRange(MembersEnd, _members.Count - MembersEnd);
            _entries.Add(new(0, 0, _members.Count, IsLoose: true));
            return;
        }

        if (_json.Length - _end < json.Length)
        {
            MakeRoom(json.Length);
        }

        json.CopyTo(_json.AsSpan(_end));
        _entries.Add(new(_end, json.Length, _members.Count, IsLoose: false));
        _end += json.Length;
    }

    // In another array, without what was cut.
    private void MakeRoom(int length)
    {
        var used = _entries.Sum(entry => entry.Length);
        var (old, at) = (_json, 0);
        _json = GC.AllocateUninitializedArray<byte>(checked(used + Math.Max(length, used / 2)));
        for (var i = 0; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            old.AsSpan(entry.Start, entry.Length).CopyTo(_json.AsSpan(at));
            _entries[i] = entry with { Start = at };
            at += entry.Length;
        }

        _end = at;
    }

    private void Cut(int count)
    {
        _entries.RemoveRange(count, _entries.Count - count);
        _members.RemoveRange(MembersEnd, _members.Count - MembersEnd);
    }

    // Each message has a comma behind it, which the last must not have.
    private ReadOnlyMemory<byte>[] Pieces(ReadOnlyMemory<byte> frame, int place, List<byte[]> loose)
    {
        var pieces = new List<ReadOnlyMemory<byte>> { frame[..place] };
        var (start, length, next) = (0, 0, 0);
        foreach (var entry in _entries)
        {
            if (entry.IsLoose || entry.Start != start + length)
            {
                AddPiece(pieces, start, length);
                (start, length) = (entry.Start, 0);
            }

            if (entry.IsLoose)
            {
                pieces.Add(loose[next++]);
            }

            length += entry.Length;
        }

        AddPiece(pieces, start, length);
        if (_entries.Count > 0)
        {
            pieces[^1] = pieces[^1][..^1];
        }

        pieces.Add(frame[place..]);
        return [.. pieces];
    }

    private void AddPiece(List<ReadOnlyMemory<byte>> pieces, int start, int length)
    {
        if (length > 0)
        {
            pieces.Add(_json.AsMemory(start, length));
        }
    }

    // Behind the bracket that begins the list.
    private static int PlaceOfMessages(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = JsonDepth.Written });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                var isMessages = reader.ValueTextEquals("messages"u8);
                reader.Read();
                if (isMessages)
                {
                    return reader.TokenType == JsonTokenType.StartArray ? (int)reader.BytesConsumed : -1;
                }

                reader.Skip();
            }
        }

        return -1;
    }

    private readonly record struct Entry(int Start, int Length, int MembersEnd, bool IsLoose);
}
