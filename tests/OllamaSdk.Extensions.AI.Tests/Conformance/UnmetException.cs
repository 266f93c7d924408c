using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>A demand that is not met.</summary>
public sealed class UnmetException(string message) : Exception(message)
{
    public static void Unless([DoesNotReturnIf(false)] bool condition, [CallerArgumentExpression(nameof(condition))] string? expected = null)
    {
        if (!condition)
        {
            throw new UnmetException($"It should be so: {expected}");
        }
    }

    public static void UnlessSame<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string? what = null)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new UnmetException($"{what} is '{actual}', and should be '{expected}'.");
        }
    }

    /// <summary>What the call threw; unmet where it threw nothing.</summary>
    public static async Task<Exception> IfNothingIsThrownAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e)
        {
            return e;
        }

        throw new UnmetException("It should throw, and did not.");
    }
}
