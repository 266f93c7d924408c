using System.Runtime.CompilerServices;

namespace OllamaSdk.Loop;

/// <summary>
/// Keeps what loops had come to beside the exceptions that ended them: these are of any type, users' own included, and their
/// <see cref="Exception.Data"/> would end up in logs.
/// </summary>
internal static class LoopProgress
{
    private static readonly ConditionalWeakTable<Exception, ToolLoopResult> Kept = [];

    public static ToolLoopResult? Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Kept.TryGetValue(exception, out var progress) ? progress : null;
    }

    public static void Keep(Exception exception, ToolLoopResult progress) => Kept.AddOrUpdate(exception, progress);
}
