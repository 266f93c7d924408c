namespace OllamaSdk.Benchmarks.Figures;

/// <summary>The arguments of <c>compare</c>.</summary>
/// <param name="Sections">What to measure, in this order.</param>
internal sealed record RunOptions(IReadOnlyList<string> Sections)
{
    /// <summary>How many measured rounds the medians of a warm process are taken of.</summary>
    public int Rounds { get; private init; } = 21;

    /// <summary>How many young processes the medians are taken of.</summary>
    public int Processes { get; private init; } = 7;

    /// <summary>Whether a figure that falls short leaves the exit code at 0.</summary>
    public bool NoFail { get; private init; }

    /// <summary>Where to write all figures as JSON.</summary>
    public string? Json { get; private init; }

    /// <summary>Where to write a chart.</summary>
    public string? Svg { get; private init; }

    /// <summary>Where to write the tables as Markdown.</summary>
    public string? Markdown { get; private init; }

    /// <summary>Whether to write into the marked blocks of the project's pages.</summary>
    public bool WritePages { get; private init; }

    /// <summary><see langword="null"/> where an argument is wrong; <paramref name="problem"/> then says which.</summary>
    public static RunOptions? Parse(IReadOnlyList<string> args, IReadOnlyCollection<string> known, IReadOnlyList<string> usual, out string? problem)
    {
        var sections = new List<string>();
        var options = new RunOptions(sections);
        var rest = new Queue<string>(args);
        problem = null;
        while (problem is null && rest.TryDequeue(out var arg))
        {
            options = arg switch
            {
                "--no-fail" => options with { NoFail = true },
                "--pages" => options with { WritePages = true },
                "--rounds" => options with { Rounds = Number(arg, rest, ref problem) },
                "--processes" => options with { Processes = Number(arg, rest, ref problem) },
                "--json" => options with { Json = Value(arg, rest, ref problem) },
                "--svg" => options with { Svg = Value(arg, rest, ref problem) },
                "--markdown" => options with { Markdown = Value(arg, rest, ref problem) },
                _ => options,
            };
            if (arg == "all")
            {
                sections.AddRange(known);
            }
            else if (known.Contains(arg))
            {
                sections.Add(arg);
            }
            else if (!Names.Contains(arg))
            {
                problem = $"'{arg}' is neither an option ({string.Join(", ", Names)}) nor a section ({string.Join(", ", known)}).";
            }
        }

        return problem is not null ? null : sections.Count > 0 ? options : options with { Sections = usual };
    }

    private static string[] Names { get; } = ["--no-fail", "--pages", "--rounds", "--processes", "--json", "--svg", "--markdown"];

    private static string? Value(string option, Queue<string> rest, ref string? problem)
    {
        if (rest.TryDequeue(out var value))
        {
            return value;
        }

        problem = $"{option} needs a value after it.";
        return null;
    }

    private static int Number(string option, Queue<string> rest, ref string? problem)
    {
        if (int.TryParse(Value(option, rest, ref problem), out var number) && number >= 1)
        {
            return number;
        }

        problem = $"{option} needs a whole number of at least 1 after it.";
        return 0;
    }
}
