namespace OllamaSdk.Tests.Security.Canary;

/// <summary>How much was looked at: told with each run, for the page of the docs.</summary>
internal static class CanaryFigures
{
    private static int s_runs;
    private static long s_operations;
    private static long s_texts;

    public static void Note(string fault, int operations, int texts, int hits)
    {
        var (runs, all, looked) = (Interlocked.Increment(ref s_runs), Interlocked.Add(ref s_operations, operations), Interlocked.Add(ref s_texts, texts));
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: {operations} operations, {texts} texts, {hits} hits. Up to now {runs} faults, {all} calls, {looked} texts.");
    }
}
