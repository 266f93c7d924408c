using System.Diagnostics.CodeAnalysis;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>What became of one item of the source.</summary>
/// <param name="Index">The item's place in the source, from 0.</param>
/// <param name="Input">The item.</param>
/// <param name="Output">What was made of it; <see langword="null"/> where <paramref name="Error"/> says why there is nothing.</param>
/// <param name="Error">
/// An <see cref="LlmException"/>, or the <see cref="ArgumentException"/> of a request that is wrong in itself; <see langword="null"/> where all went well.
/// </param>
public sealed record BulkResult<TInput, TOutput>(long Index, TInput Input, TOutput? Output, Exception? Error)
    where TOutput : class
{
    /// <summary>Whether there is an output.</summary>
    [MemberNotNullWhen(true, nameof(Output))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Output is not null;

    /// <summary>
    /// What was done to make room for the model in this item's request, which texts of one batch share; <see langword="null"/> where nothing was.
    /// </summary>
    public MemoryRecovery? MemoryRecovery { get; init; }

    /// <summary>
    /// Whether the server cut this item's prompt or text; <see langword="null"/> where that was not looked at, or the server did not count. Counts are those of
    /// the request, which texts of one batch share; <see cref="PromptTruncation.State"/> is this item's own.
    /// </summary>
    public PromptTruncation? PromptTruncation { get; init; }

    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText("BulkResult")
        .Value(nameof(Index), Index)
        .Value(nameof(Succeeded), Succeeded)
        .Value(nameof(Error), Error?.GetType().Name)
        .Value(nameof(PromptTruncation), PromptTruncation?.State)
        .ToString();
}

/// <summary>How far bulk work has come. An item counts when its result was taken and the next one asked for.</summary>
/// <param name="Succeeded">Items with an output.</param>
/// <param name="Failed">Items with an error.</param>
/// <param name="ResumeIndex">Everything before it is done: a later run begins here, see <see cref="BulkOptions.StartIndex"/>.</param>
public sealed record BulkProgress(long Succeeded, long Failed, long ResumeIndex);
