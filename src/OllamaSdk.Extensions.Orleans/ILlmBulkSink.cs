namespace OllamaSdk.BulkJobs;

/// <summary>
/// Where the results of bulk jobs go. A part may be written more than once, even by two silos at the same time: where one died, or could not be told from a
/// dead one. What was written last stays, all of it or none.
/// </summary>
public interface ILlmBulkSink
{
    /// <summary>Writes a part, in the place of whatever stands there of the same part.</summary>
    /// <param name="part">Which one.</param>
    /// <param name="rows">One row per text, by their places; those that failed have an error.</param>
    /// <param name="cancellationToken">Ends the writing; nothing of the part is then there.</param>
    /// <returns>Completes when the rows would outlive the machine.</returns>
    Task WriteAsync(LlmBulkPart part, IReadOnlyList<LlmBulkRow> rows, CancellationToken cancellationToken);
}

/// <summary>A part of a job: the places from <paramref name="Start"/> on.</summary>
/// <param name="JobId">The job's name.</param>
/// <param name="Number">Which part it is, from 0.</param>
/// <param name="Start">Its first place.</param>
/// <param name="Count">How many places it has.</param>
public readonly record struct LlmBulkPart(string JobId, int Number, long Start, int Count);
