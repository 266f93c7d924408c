namespace OllamaSdk.Faults;

/// <summary>A part of a page that a program writes, between two comments that name it.</summary>
internal static class MarkedBlock
{
    /// <summary>Puts the text into the block, or only compares.</summary>
    /// <returns>Whether the page now has this text there.</returns>
    public static bool Put(string page, string name, string text, bool check)
    {
        var path = Repository.PathOf(page.Split('/'));
        var (begin, end) = ($"<!-- {name}: begin -->\n", $"<!-- {name}: end -->");
        var old = File.ReadAllText(path);
        var from = old.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = old.IndexOf(end, StringComparison.Ordinal);
        if (from < begin.Length || to < from)
        {
            throw new InvalidOperationException($"{page} has no block '{name}': write the lines {begin.Trim()} and {end} where it belongs.");
        }

        var changed = $"{old[..from]}{text.TrimEnd()}\n{old[to..]}";
        if (!check)
        {
            File.WriteAllText(path, changed);
        }

        return !check || changed == old;
    }
}
