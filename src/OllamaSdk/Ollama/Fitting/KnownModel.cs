using System.Numerics;

namespace OllamaSdk.Fitting;

/// <summary>What is known of a model's context, and what was last asked for.</summary>
/// <param name="changes">How often models had changed when the server was asked.</param>
/// <param name="longest">The longest context that may be asked for.</param>
/// <param name="shortest">The shortest.</param>
/// <param name="isElsewhere">Whether another server runs the model, which decides by itself.</param>
internal sealed class KnownModel(int changes, int longest, int shortest, bool isElsewhere)
{
    private readonly object _lock = new();
    private int _least = shortest;
    private int _chosen;

    public int Changes => changes;

    public bool IsElsewhere => isElsewhere;

    /// <summary>What calls ask for that need no more; 0 before the first.</summary>
    public int Chosen
    {
        get
        {
            lock (_lock)
            {
                return _chosen;
            }
        }
    }

    /// <summary>To be told what the server has loaded.</summary>
    public void Raise(long? loaded)
    {
        lock (_lock)
        {
            _least = (int)Math.Max(_least, Math.Min(loaded ?? 0, longest));
        }
    }

    /// <summary>To be told that memory held no more than this.</summary>
    public void Lower(int held)
    {
        lock (_lock)
        {
            (_least, _chosen) = (Math.Min(_least, held), held);
        }
    }

    /// <summary>The length to ask for where so many tokens must fit in, as far as they can.</summary>
    public int Choose(long needed)
    {
        var rounded = (int)Math.Min(BitOperations.RoundUpToPowerOf2((ulong)Math.Max(needed, 1)), (ulong)longest);
        lock (_lock)
        {
            return _chosen = Math.Min(longest, Math.Max(rounded, Math.Max(_least, _chosen)));
        }
    }
}
