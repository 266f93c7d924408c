namespace OllamaSdk.Benchmarks.Compare;

/// <summary>The arguments of <c>compare</c>.</summary>
/// <param name="Sections">What to measure, in this order.</param>
internal sealed record CompareOptions(IReadOnlyList<string> Sections)
{
    /// <summary>How many measured rounds the medians are taken of; a section whose rounds are long may take fewer.</summary>
    public int Rounds { get; private init; } = 21;

    /// <summary>How much is uploaded at once, in MiB.</summary>
    public int UploadMebibytes { get; private init; } = 2048;

    /// <summary>Whether a missed aim leaves the exit code at 0.</summary>
    public bool NoFail { get; private init; }

    /// <summary><see langword="null"/> where an argument is wrong; <paramref name="problem"/> then says which.</summary>
    public static CompareOptions? Parse(IReadOnlyList<string> args, IReadOnlyCollection<string> known, out string? problem)
    {
        var sections = new List<string>();
        var options = new CompareOptions(sections);
        problem = null;
        for (var i = 0; i < args.Count && problem is null; i++)
        {
            switch (args[i])
            {
                case "--no-fail":
                    options = options with { NoFail = true };
                    break;
                case "--rounds":
                    options = options with { Rounds = Number(args, ref i, ref problem) };
                    break;
                case "--size-mib":
                    options = options with { UploadMebibytes = Number(args, ref i, ref problem) };
                    break;
                case var name when known.Contains(name):
                    sections.Add(name);
                    break;
                default:
                    problem = $"'{args[i]}' is neither an option (--rounds N, --size-mib N, --no-fail) nor a section ({string.Join(", ", known)}).";
                    break;
            }
        }

        return problem is not null ? null : sections.Count > 0 ? options : options with { Sections = [.. known] };
    }

    private static int Number(IReadOnlyList<string> args, ref int index, ref string? problem)
    {
        var option = args[index];
        if (++index == args.Count || !int.TryParse(args[index], out var number) || number < 1)
        {
            problem = $"{option} needs a whole number of at least 1 after it.";
            return 0;
        }

        return number;
    }
}
