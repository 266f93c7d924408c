using System.Globalization;

namespace OllamaSdk.Soak.Scenario;

/// <summary>The models of the emulators.</summary>
internal static class ModelNames
{
    public const string Chat = "soak";
    public const string Embed = "soak-embed";

    /// <summary>How many models can be pulled: each call has one of its own.</summary>
    public const int Pullable = 400;

    public static string Pull(int number) => $"soak-pull-{number.ToString(CultureInfo.InvariantCulture)}";
}
