using OllamaSdk.TestKit;

namespace OllamaSdk.AotApp;

/// <summary>Runs checks one after the other, one line each, and remembers whether all were right.</summary>
internal sealed class Checks
{
    public int ExitCode { get; private set; }

    public async Task RunAsync(string what, Func<Task> check)
    {
        try
        {
            await Guard.Within(check(), what);
            Console.WriteLine($"right  {what}");
        }
        catch (Exception e)
        {
            ExitCode = 1;
            Console.WriteLine($"WRONG  {what}: {e}");
        }
    }

    public static void Same<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"{what} is '{actual}', not '{expected}'.");
        }
    }

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> call)
        where TException : Exception
    {
        try
        {
            await call();
        }
        catch (TException expected)
        {
            return expected;
        }

        throw new InvalidOperationException($"{typeof(TException).Name} was not thrown.");
    }
}
