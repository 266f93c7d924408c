using System.Globalization;
using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz;

/// <summary>What the program is told on its command line.</summary>
internal sealed record FuzzArguments
{
    public const string Usage = """
        [TARGET]... [--seconds N | --executions N] [--corpus FOLDER] [--seed N] [--to-goal] [--save] [--replay FILE]
        figures                                       writes the table of docs/fuzzing.md
        afl TARGET | libfuzzer TARGET                 is driven by that fuzzer instead
          --seconds     for all targets together (60 by default)
          --executions  for each target
          --corpus      where the corpora are; tests/OllamaSdk.Fuzz/Corpus by default
          --to-goal     only for targets that have not had the executions that are asked of them
          --save        adds what was found to the corpora, and the executions to counts.json
          --replay      runs one input, as it is in the file, and tells what came of it
        """;

    public IReadOnlyList<FuzzTarget> Targets { get; private init; } = [];

    public double Seconds { get; private init; } = 60;

    public long Executions { get; private init; } = long.MaxValue;

    public string Corpus { get; private init; } = Path.Combine(Repository.Root, "tests", "OllamaSdk.Fuzz", "Corpus");

    public int? Seed { get; private init; }

    public bool ToGoal { get; private init; }

    public bool Saves { get; private init; }

    public string? Replay { get; private init; }

    /// <summary>What else than fuzzing is wanted: <c>figures</c>, <c>afl</c>, <c>libfuzzer</c>.</summary>
    public string? Command { get; private init; }

    public static FuzzArguments? Parse(string[] args, out string? problem)
    {
        var (found, names, all) = (new FuzzArguments(), new List<string>(), AllTargets.Create());
        problem = null;
        for (var i = 0; i < args.Length; i++)
        {
            var next = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--seconds" when double.TryParse(next, CultureInfo.InvariantCulture, out var seconds):
                    (found, i) = (found with { Seconds = seconds }, i + 1);
                    break;
                case "--executions" when long.TryParse(next, CultureInfo.InvariantCulture, out var executions):
                    (found, i) = (found with { Executions = executions, Seconds = double.MaxValue }, i + 1);
                    break;
                case "--seed" when int.TryParse(next, CultureInfo.InvariantCulture, out var seed):
                    (found, i) = (found with { Seed = seed }, i + 1);
                    break;
                case "--corpus" when next.Length > 0:
                    (found, i) = (found with { Corpus = Path.GetFullPath(next) }, i + 1);
                    break;
                case "--replay" when next.Length > 0:
                    (found, i) = (found with { Replay = next }, i + 1);
                    break;
                case "--to-goal":
                    found = found with { ToGoal = true };
                    break;
                case "--save":
                    found = found with { Saves = true };
                    break;
                case "figures" or "afl" or "libfuzzer" when i == 0:
                    found = found with { Command = args[i] };
                    break;
                case var name when all.Any(target => target.Name == name):
                    names.Add(name);
                    break;
                default:
                    problem = $"'{args[i]}' is not understood.\n{Usage}\nTargets: {string.Join(' ', all.Select(target => target.Name))}";
                    return null;
            }
        }

        return found with { Targets = [.. all.Where(target => names.Count == 0 || names.Contains(target.Name))] };
    }
}
