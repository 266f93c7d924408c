namespace OllamaSdk.Launching;

/// <summary>Where a program may be: in <c>PATH</c> and the usual places; never in the current directory, where anybody may have put one.</summary>
internal static class ProgramPlaces
{
    private static readonly string[] s_usual = OperatingSystem.IsWindows()
        ? []
        : ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin", "/snap/bin", "~/.local/bin"];

    /// <summary>Where Ollama's installers put it.</summary>
    public static string[] OfOllama { get; } = ["/Applications/Ollama.app/Contents/Resources", "%LOCALAPPDATA%/Programs/Ollama"];

    /// <param name="program">Its name, or its full path, which is then the only place.</param>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    /// <param name="places">Directories where its installer puts it.</param>
    public static IEnumerable<string> Candidates(string program, string? searchPath, IEnumerable<string> places)
    {
        if (Path.IsPathFullyQualified(program))
        {
            return [program];
        }

        var name = OperatingSystem.IsWindows() && !program.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? program + ".exe" : program;
        var directories = (searchPath ?? "").Split(Path.PathSeparator).Select(directory => directory.Trim('"')).Concat(places.Concat(s_usual).Select(Expand));
        // An empty or relative entry of PATH means the current directory, or one below it.
        return directories.Where(Path.IsPathFullyQualified).Select(directory => Path.Combine(directory, name)).Distinct();
    }

    private static string Expand(string place) => place.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), place[1..])
        : Environment.ExpandEnvironmentVariables(place);
}
