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

    /// <summary>Keeps beside another exception what there is beside the one that it stands for.</summary>
    public static void Move(Exception from, Exception to)
    {
        if (Of(from) is { } progress)
        {
            Keep(to, progress);
        }
    }

    public static void Keep(Exception exception, ToolLoopResult progress) => Kept.AddOrUpdate(exception, progress);
}
