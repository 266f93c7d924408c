namespace OllamaSdk;

/// <summary>Counts in messages: one item, but two items.</summary>
internal static class Plural
{
    public static string Of(long count, string thing) => FormattableString.Invariant($"{count} {thing}{(count == 1 ? "" : "s")}");
}
