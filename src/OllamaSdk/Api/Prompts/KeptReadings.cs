using OllamaSdk.Transport;

namespace OllamaSdk.Prompting;

/// <summary>A request of which the prompt is a history of messages.</summary>
internal interface IPromptHistory : IPromptRequest, IHistoryRequest
{
    /// <summary>Reads what comes before the messages.</summary>
    void ReadSettings(ref PromptReading reading);

    /// <summary>Reads one message, without its end.</summary>
    void ReadMessage(object message, ref PromptReading reading);
}

/// <summary>The readings of long conversations, which are asked about again and again: what was read of a message is not read again while it is the same.</summary>
internal sealed class KeptReadings
{
    private readonly KeptConversations<KeptReading> _all = new();

    /// <summary>Reads a prompt: with the same result as by itself.</summary>
    public void Read(IPromptHistory request, int parts, ref PromptReading reading)
    {
        var messages = request.History;
        messages = messages[..Math.Min(parts, messages.Length)];
        if (messages.Length < KeptHistories.MinMessages || request.Beginning is not ({ Length: > 0 }, { Length: > 0 }) beginning)
        {
            request.Read(ref reading, parts);
            return;
        }

        request.ReadSettings(ref reading);
        if (_all.Take(beginning) is not { } kept)
        {
            // What is asked once costs nothing.
            ReadAll(request, messages, ref reading);
            _all.PutBack(new KeptReading(beginning));
            return;
        }

        kept.Read(request, messages, ref reading);
        if (kept.Size <= KeptConversations<KeptReading>.MaxBytes / 2)
        {
            _all.PutBack(kept);
        }
    }

    public static void ReadAll(IPromptHistory request, ReadOnlySpan<object?> messages, ref PromptReading reading)
    {
        foreach (var message in messages)
        {
            if (message is not null)
            {
                request.ReadMessage(message, ref reading);
            }

            reading.EndPart();
        }
    }
}
