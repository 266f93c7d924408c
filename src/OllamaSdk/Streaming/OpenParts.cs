namespace OllamaSdk.Streaming;

/// <summary>Which parts of an answer (its choices) have begun, and which of them have said that they end.</summary>
internal struct OpenParts
{
    // Few ask for more; what is beyond costs an object.
    private const int Direct = 64;

    private ulong _begun;
    private ulong _ended;
    private Dictionary<int, bool>? _beyond;

    /// <summary>Whether an item counts the tokens, where that is not the last one.</summary>
    public bool HasCounts { get; set; }

    /// <summary>Whether the items have parts at all.</summary>
    public readonly bool HasAny => _begun != 0 || _beyond is not null;

    /// <summary>Whether nothing that began is still without its end.</summary>
    public readonly bool AllEnded => _begun == _ended && _beyond?.ContainsValue(false) != true;

    /// <summary>Whether something has ended.</summary>
    public readonly bool AnyEnded => _ended != 0 || _beyond?.ContainsValue(true) == true;

    /// <summary>Those of one item.</summary>
    public static OpenParts Of(IStreamItem item)
    {
        var parts = default(OpenParts);
        item.Follow(ref parts);
        return parts;
    }

    /// <summary>Notes a part. What comes after its end does not open it again.</summary>
    /// <param name="part">Its index.</param>
    /// <param name="ends">Whether it says that it ends here.</param>
    public void Add(int part, bool ends)
    {
        if (part is < 0 or >= Direct)
        {
            _beyond ??= [];
            _beyond[part] = ends || (_beyond.TryGetValue(part, out var ended) && ended);
            return;
        }

        _begun |= 1UL << part;
        _ended |= ends ? 1UL << part : 0;
    }
}
