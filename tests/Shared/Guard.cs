using System.Runtime.CompilerServices;

namespace OllamaSdk.TestKit;

/// <summary>Turns a wait that never ends into a failed test that says what it was waiting for.</summary>
public static class Guard
{
    /// <summary>Far longer than anything under test takes, so that a slow machine fails nothing.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Awaits <paramref name="task"/>, and throws <see cref="TimeoutException"/> after <see cref="Limit"/> of real time.</summary>
    public static async Task Within(Task task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        if (await Task.WhenAny(task, Task.Delay(Limit)) != task)
        {
            throw new TimeoutException($"'{what}' did not finish within {Limit.TotalSeconds} s.");
        }

        await task;
    }

    /// <inheritdoc cref="Within(Task, string)"/>
    public static async Task<T> Within<T>(Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await Within((Task)task, what);
        return await task;
    }
}
