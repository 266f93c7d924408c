namespace OllamaSdk.Benchmarks.Compare;

/// <summary>The arguments of <c>compare</c>.</summary>
/// <param name="Sections">What to measure, in this order.</param>
/// <param name="Rounds">How many measured rounds the medians are taken of.</param>
/// <param name="NoFail">Whether a missed aim leaves the exit code at 0.</param>
internal sealed record CompareOptions(IReadOnlyList<string> Sections, int Rounds, bool NoFail)
{
    private const int DefaultRounds = 21;

    /// <summary><see langword="null"/> where an argument is wrong; <paramref name="problem"/> then says which.</summary>
    public static CompareOptions? Parse(IReadOnlyList<string> args, IReadOnlyCollection<string> known, out string? problem)
    {
        var sections = new List<string>();
        var (rounds, noFail) = (DefaultRounds, false);
        problem = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--no-fail")
            {
                noFail = true;
            }
            else if (args[i] == "--rounds")
            {
                if (++i == args.Count || !int.TryParse(args[i], out rounds) || rounds < 1)
                {
                    problem = "--rounds needs a number of at least 1 after it.";
                    return null;
                }
            }
            else if (known.Contains(args[i]))
            {
                sections.Add(args[i]);
            }
            else
            {
                problem = $"'{args[i]}' is neither an option (--rounds N, --no-fail) nor a section ({string.Join(", ", known)}).";
                return null;
            }
        }

        return new CompareOptions(sections.Count > 0 ? sections : [.. known], rounds, noFail);
    }
}
