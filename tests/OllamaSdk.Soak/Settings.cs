using System.Globalization;

namespace OllamaSdk.Soak;

/// <summary>What the command line says.</summary>
/// <param name="Seconds">How long calls are begun.</param>
/// <param name="Concurrency">How many are under way at once.</param>
/// <param name="Seed">Decides the mix and the faults.</param>
/// <param name="Record">Whether the figures go into the documentation.</param>
internal sealed record Settings(int Seconds, int Concurrency, int Seed, bool Record)
{
    public const string Usage = "Usage: OllamaSdk.Soak [--seconds 20] [--concurrency 200] [--seed 1] [--record]";

    /// <summary><see langword="null"/> where something is wrong.</summary>
    public static Settings? Parse(string[] args)
    {
        var settings = new Settings(20, 200, 1, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--record")
            {
                settings = settings with { Record = true };
                continue;
            }

            if (i + 1 == args.Length || !int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var value) || value < 0)
            {
                return null;
            }

            switch (args[i++])
            {
                case "--seconds":
                    settings = settings with { Seconds = value };
                    break;
                case "--concurrency":
                    settings = settings with { Concurrency = value };
                    break;
                case "--seed":
                    settings = settings with { Seed = value };
                    break;
                default:
                    return null;
            }
        }

        return settings;
    }
}
