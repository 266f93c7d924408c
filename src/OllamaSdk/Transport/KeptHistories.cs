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

    private readonly KeptConversations<KeptHistory> _histories = new();

    /// <summary>The pieces of a request's body, together the same as the serializer's; <see langword="null"/> where it is for the serializer.</summary>
    public ReadOnlyMemory<byte>[]? Write<T>(T request, JsonTypeInfo<T> typeInfo)
    {
        if (request is not IHistoryRequest history || typeInfo.Options.WriteIndented || history.History is not { Length: >= MinMessages } messages
            || history.Beginning is not ({ Length: > 0 }, { Length: > 0 }) beginning)
        {
            return null;
        }

        if (_histories.Take(beginning) is not { } kept)
        {
            _histories.PutBack(new KeptHistory(beginning));
            return null;
        }

        if (kept.IsTooLarge)
        {
            _histories.PutBack(kept);
            return null;
        }

        try
        {
            var body = kept.Write(request, history, messages, typeInfo);
            if (kept.Size > KeptConversations<KeptHistory>.MaxBytes / 2)
            {
                kept.GiveUp();
            }

            _histories.PutBack(kept);
            return body;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Deeper than it is written by itself, or no Unicode. The serializer says so, and what was kept is gone.
            return null;
        }
    }
}
