namespace OllamaSdk;

/// <summary>What was done because a model did not fit into the server's memory; see <see cref="OllamaClientOptions.OutOfMemoryRecovery"/>.</summary>
/// <param name="UnloadedModels">The models that were taken out of memory, whoever had loaded them.</param>
/// <param name="ContextLength">The <c>num_ctx</c> that was tried in place of the larger one; <see langword="null"/> where it did not come to that.</param>
/// <param name="Failure">What the server had said at first.</param>
public sealed record MemoryRecovery(IReadOnlyList<string> UnloadedModels, int? ContextLength, LlmException Failure)
{
    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(MemoryRecovery? other) => other is not null
        && UnloadedModels.SequenceEqual(other.UnloadedModels) && ContextLength == other.ContextLength && Equals(Failure, other.Failure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(UnloadedModels.Count, ContextLength, Failure);
}
