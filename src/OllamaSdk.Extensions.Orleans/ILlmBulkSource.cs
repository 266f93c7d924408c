namespace OllamaSdk.BulkJobs;

/// <summary>
/// Texts that any silo can read from any place. Every silo must see the same text at the same place for as long as the job lasts: a place is what
/// its result is kept by.
/// </summary>
public interface ILlmBulkSource
{
    /// <summary>How many places there are: one more than the last place. Not every place must have a text. Asked once per job, by one silo.</summary>
    /// <param name="cancellationToken">Ends the counting.</param>
    /// <returns>The number, 0 or more.</returns>
    ValueTask<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>The texts of some places, in their order.</summary>
    /// <param name="start">The first place, from 0.</param>
    /// <param name="count">How many places.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The texts with their places. A place without a text is left out.</returns>
    IAsyncEnumerable<LlmBulkText> ReadAsync(long start, int count, CancellationToken cancellationToken);
}

/// <summary>A text of a source.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Text">The text.</param>
public readonly record struct LlmBulkText(long Index, string Text)
{
    /// <summary>The place and the length; never the text.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(LlmBulkText)} {{ {nameof(Index)} = {Index}, {nameof(Text)}: {Text?.Length ?? 0} characters }}");
}
