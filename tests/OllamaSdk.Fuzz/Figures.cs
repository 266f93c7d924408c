using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz;

internal static class Figures
{
    public static int Write(Dictionary<string, TargetCount> counts) => counts.Count;
}
