namespace OllamaSdk.BulkJobs.Limits;

/// <summary>Shares a number among those who want some of it.</summary>
internal static class FairShares
{
    /// <summary>Who wants little gets it; the others share the rest alike. What cannot be shared goes to the first by name.</summary>
    public static IReadOnlyDictionary<string, int> Of(int total, IReadOnlyDictionary<string, int> wanted)
    {
        var shares = new Dictionary<string, int>(StringComparer.Ordinal);
        var (left, takers) = (total, wanted.Count);
        foreach (var (name, want) in wanted.OrderBy(one => one.Value).ThenByDescending(one => one.Key, StringComparer.Ordinal))
        {
            var share = Math.Min(want, left / takers--);
            shares[name] = share;
            left -= share;
        }

        return shares;
    }
}
