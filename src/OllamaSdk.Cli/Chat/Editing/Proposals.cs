namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>What the word before the cursor could become.</summary>
/// <param name="Start">Where the word begins.</param>
/// <param name="Words">What it could become.</param>
internal sealed record Proposals(int Start, IReadOnlyList<string> Words)
{
    public static Proposals None { get; } = new(0, []);

    /// <summary>The beginning that all of them have; of one, the whole and a blank, but no blank behind a folder.</summary>
    public string? Common
    {
        get
        {
            if (Words is [var only])
            {
                return only.EndsWith(Path.DirectorySeparatorChar) || only.EndsWith('/') ? only : only + " ";
            }

            var common = Words.Count == 0 ? null : Words.Aggregate(static (one, other) => one[..one.AsSpan().CommonPrefixLength(other)]);
            return common is [.., var last] && char.IsHighSurrogate(last) ? common[..^1] : common;
        }
    }
}
