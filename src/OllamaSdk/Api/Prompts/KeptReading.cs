using System.Runtime.InteropServices;
using OllamaSdk.Json;
using OllamaSdk.Transport;

namespace OllamaSdk.Prompting;

/// <summary>
/// How far the reading of a conversation was behind each few of its messages, and what these were made of. The next reading goes on behind the last that
/// is the same.
/// </summary>
internal sealed class KeptReading((string? First, string? Second) beginning) : IKeptConversation
{
    // So many messages at most are read again, and so many share the memory of one state.
    private const int Step = 8;
    private const int StateSize = 400;
    private const int EndSize = 8;

    private readonly List<object?> _members = [];
    private readonly List<End> _ends = [];
    private readonly List<ulong> _hashes = [];
    private readonly List<PromptSoFar> _states = [];
    private PromptSoFar? _head;

    public (string? First, string? Second) Beginning { get; } = beginning;

    public long Size => (_members.Capacity * (long)IntPtr.Size) + (_ends.Count * (EndSize + (long)sizeof(ulong))) + (_states.Count * StateSize)
        + (_states is [.., var last] ? (last.Text.Characters + (long)last.Loose.Characters) * sizeof(char) : 0);

    /// <param name="request">Whose messages these are.</param>
    /// <param name="messages">All that is read.</param>
    /// <param name="reading">Has read what comes before them.</param>
    public void Read(IPromptHistory request, ReadOnlySpan<object?> messages, ref PromptReading reading)
    {
        var head = reading.SoFar;
        Cut(_head is not null && _head.Key == head.Key && head.Parts == 0 ? CountSame(request, messages) : 0);
        _head = head;
        var next = 0;
        if (_states is [.., var state])
        {
            next = state.Parts;
            reading.GoOn(state);
            if (reading.LongestIn(CollectionsMarshal.AsSpan(_hashes)[..Math.Min(next, _hashes.Count)]) is { } trace)
            {
                reading.BeginsWith(trace, TextUpTo(trace.Parts, request, messages));
            }
        }

        var isSure = true;
        for (; next < messages.Length; next++)
        {
            var isNew = next == _ends.Count;
            if (isNew)
            {
                Note(request, messages[next]);
            }

            KeptReadings.ReadAll(request, messages.Slice(next, 1), ref reading);
            if (isNew)
            {
                // It may have changed while it was read.
                isSure &= IsSame(next, request, messages[next]);
                if (reading.Hash is { } hash)
                {
                    _hashes.Add(hash);
                }
            }

            if (reading.Parts % Step == 0)
            {
                _states.Add(reading.SoFar);
            }
        }

        if (!isSure)
        {
            Cut(0);
        }
    }

    private TextMeasure TextUpTo(int parts, IPromptHistory request, ReadOnlySpan<object?> messages)
    {
        var reading = new PromptReading([]);
        var state = parts / Step;
        reading.GoOn(state == 0 ? _head! : _states[state - 1]);
        KeptReadings.ReadAll(request, messages[reading.Parts..parts], ref reading);
        return reading.Text;
    }

    private int CountSame(IPromptHistory request, ReadOnlySpan<object?> messages)
    {
        var count = Math.Min(_ends.Count, messages.Length);
        for (var i = 0; i < count; i++)
        {
            if (!IsSame(i, request, messages[i]))
            {
                return i;
            }
        }

        return count;
    }

    private bool IsSame(int index, IPromptHistory request, object? message)
    {
        var start = index == 0 ? 0 : _ends[index - 1].Members;
        if (_ends[index].IsRead)
        {
            return KeyOf(request, message).Equals(_members[start]);
        }

        var members = new MessageMembers(_members, start);
        if (message is null)
        {
            return false;
        }

        request.Note(message, ref members);
        return members.AreSame && !members.MayChange && members.At == _ends[index].Members;
    }

    private void Note(IPromptHistory request, object? message)
    {
        var start = _members.Count;
        if (message is not null)
        {
            var members = new MessageMembers(_members, start);
            request.Note(message, ref members);
            if (!members.MayChange)
            {
                _ends.Add(new(_members.Count, IsRead: false));
                return;
            }
        }

        // What can change unseen is read each time, by itself.
        _members.RemoveRange(start, _members.Count - start);
        _members.Add(KeyOf(request, message));
        _ends.Add(new(_members.Count, IsRead: true));
    }

    private static PromptKey KeyOf(IPromptHistory request, object? message)
    {
        var reading = new PromptReading([]);
        KeptReadings.ReadAll(request, new(in message), ref reading);
        return reading.SoFar.Key;
    }

    private void Cut(int count)
    {
        Cut(_ends, count);
        Cut(_members, count == 0 ? 0 : _ends[^1].Members);
        Cut(_hashes, Math.Min(count, _hashes.Count));
        Cut(_states, count / Step);
    }

    private static void Cut<T>(List<T> list, int count) => list.RemoveRange(count, list.Count - count);

    private readonly record struct End(int Members, bool IsRead);
}
