namespace OllamaSdk.BulkJobs.Workers;

/// <summary>A part could not be done, and no text of it is to blame.</summary>
/// <param name="problem">Why, in words for a person.</param>
/// <param name="cause">What was thrown.</param>
internal sealed class PartException(string problem, Exception? cause = null) : Exception(problem, cause);
