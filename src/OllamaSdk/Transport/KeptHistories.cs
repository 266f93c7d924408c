using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Transport;

/// <summary>
/// The long conversations that a client sends again and again, of which nearly all is the same each time. Kept from the second time on, those that were
/// sent last; what is sent once costs nothing.
/// </summary>
internal sealed class KeptHistories
{
    /// <summary>Shorter ones are written as fast as they are compared.</summary>
    public const int MinMessages = 16;

    /// <summary>Of how many conversations the messages are kept.</summary>
    public const int MaxCount = 32;

    /// <summary>How many bytes are kept, about.</summary>
    public const long MaxBytes = 32L * 1024 * 1024;

    // The one that was sent last is the last.
    private readonly List<KeptHistory> _histories = [];

    /// <summary>The body of a request, the same as the serializer's; <see langword="null"/> where it is for the serializer.</summary>
    public byte[]? Write<T>(T request, JsonTypeInfo<T> typeInfo)
    {
        if (request is not IHistoryRequest { History: { Count: >= MinMessages } messages } history || typeInfo.Options.WriteIndented
            || history.Beginning is not ({ Length: > 0 }, { Length: > 0 }) beginning)
        {
            return null;
        }

        // While it is used it is nobody else's.
        if (Take(beginning) is not { } kept)
        {
            PutBack(new KeptHistory(beginning));
            return null;
        }

        if (kept.IsTooLarge)
        {
            PutBack(kept);
            return null;
        }

        try
        {
            var body = kept.Write(request, history, messages, typeInfo);
            if (kept.Size > MaxBytes / 2)
            {
                kept.GiveUp();
            }

            PutBack(kept);
            return body;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Deeper than it is written by itself, or no Unicode. The serializer says so, and what was kept is gone.
            return null;
        }
    }

    private KeptHistory? Take((string? First, string? Second) beginning)
    {
        lock (_histories)
        {
            var index = _histories.FindLastIndex(one => ReferenceEquals(one.Beginning.First, beginning.First) && ReferenceEquals(one.Beginning.Second, beginning.Second));
            if (index < 0)
            {
                return null;
            }

            var found = _histories[index];
            _histories.RemoveAt(index);
            return found;
        }
    }

    private void PutBack(KeptHistory history)
    {
        lock (_histories)
        {
            _histories.Add(history);
            var size = _histories.Sum(one => one.Size);
            while (_histories.Count > MaxCount || size > MaxBytes)
            {
                size -= _histories[0].Size;
                _histories.RemoveAt(0);
            }
        }
    }
}
