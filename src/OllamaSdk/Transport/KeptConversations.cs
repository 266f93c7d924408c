namespace OllamaSdk.Transport;

/// <summary>What is kept of a conversation.</summary>
internal interface IKeptConversation
{
    /// <summary>What tells it from others: the very texts of its first two messages.</summary>
    (string? First, string? Second) Beginning { get; }

    /// <summary>How many bytes this takes, about.</summary>
    long Size { get; }
}

/// <summary>Something of the conversations that were sent last. It does not grow.</summary>
internal sealed class KeptConversations<T>
    where T : class, IKeptConversation
{
    /// <summary>Of how many conversations something is kept.</summary>
    public const int MaxCount = 32;

    /// <summary>How many bytes are kept, about.</summary>
    public const long MaxBytes = 32L * 1024 * 1024;

    // The one that was sent last is the last.
    private readonly List<T> _all = [];

    /// <summary>Takes it out: while it is used it is nobody else's.</summary>
    public T? Take((string? First, string? Second) beginning)
    {
        lock (_all)
        {
            for (var i = _all.Count - 1; i >= 0; i--)
            {
                var one = _all[i];
                if (ReferenceEquals(one.Beginning.First, beginning.First) && ReferenceEquals(one.Beginning.Second, beginning.Second))
                {
                    _all.RemoveAt(i);
                    return one;
                }
            }

            return null;
        }
    }

    public void PutBack(T one)
    {
        lock (_all)
        {
            _all.Add(one);
            var size = 0L;
            foreach (var kept in _all)
            {
                size += kept.Size;
            }

            while (_all.Count > MaxCount || size > MaxBytes)
            {
                size -= _all[0].Size;
                _all.RemoveAt(0);
            }
        }
    }
}
