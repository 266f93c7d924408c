namespace OllamaSdk.Launching;

/// <summary>Finds a program by its full path, or in <c>PATH</c> and the usual places; never in the current directory, where anybody may have put one.</summary>
internal static class ProgramFinder
{
    private static readonly string[] s_usualPlaces = OperatingSystem.IsWindows()
        ? []
        : ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin", "/snap/bin", "~/.local/bin"];

    /// <exception cref="LlmLaunchException">It is not there, or cannot be run.</exception>
    public static string Find(LaunchPlan plan) => Find(plan.Program, Environment.GetEnvironmentVariable("PATH"), plan.Recipe.Places, plan.Endpoint, plan.Provider);

    public static string Find(string program, string? searchPath, IEnumerable<string> places, Uri? endpoint = null, LlmProvider? provider = null)
    {
        var candidates = Candidates(program, searchPath, places).Distinct().ToArray();
        return Array.Find(candidates, ProgramFile.CanRun)
            ?? throw (Array.Find(candidates, File.Exists) is { } useless
                ? LaunchErrors.NotExecutable(useless, "it has no permission to be run, or is no program", endpoint)
                : LaunchErrors.NotFound(program, candidates, endpoint, provider));
    }

    private static IEnumerable<string> Candidates(string program, string? searchPath, IEnumerable<string> places)
    {
        if (Path.IsPathFullyQualified(program))
        {
            return [program];
        }

        var name = OperatingSystem.IsWindows() && !program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program + ".exe" : program;
        var directories = (searchPath ?? "").Split(Path.PathSeparator).Select(directory => directory.Trim('"')).Concat(places.Concat(s_usualPlaces).Select(Expand));
        // An empty or relative entry of PATH means the current directory, or one below it.
        return directories.Where(Path.IsPathFullyQualified).Select(directory => Path.Combine(directory, name));
    }

    private static string Expand(string place) => place.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), place[1..])
        : Environment.ExpandEnvironmentVariables(place);
}
