namespace OllamaSdk.Cli.Options;

/// <summary>Of the words that there are the one that was probably meant.</summary>
internal static class NearestWord
{
    /// <returns><see langword="null"/> where none is like it.</returns>
    public static string? Of(string word, IEnumerable<string> known)
    {
        // Who has typed only a beginning has made one mistake.
        var nearest = known.Select(candidate => (Word: candidate, Distance: word.Length > 2 && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(word, candidate)))
            .MinBy(pair => pair.Distance);
        return nearest.Word is not null && nearest.Distance <= Math.Max(1, word.Length / 3) ? nearest.Word : null;
    }

    /// <summary>What to add to a message about a wrong word; nothing where there is nothing like it.</summary>
    public static string Hint(string word, IEnumerable<string> known, string format = " Did you mean '{0}'?") =>
        Of(word, known) is { } nearest ? format.Replace("{0}", nearest, StringComparison.Ordinal) : "";

    // How many letters must be put in, left out, changed or swapped with the next one.
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[from.Length, to.Length];
    }
}
