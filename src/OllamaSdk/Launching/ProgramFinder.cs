namespace OllamaSdk.Launching;

/// <summary>Finds a program where it may be, see <see cref="ProgramPlaces"/>.</summary>
internal static class ProgramFinder
{
    /// <exception cref="LlmLaunchException">It is not there, or cannot be run.</exception>
    public static string Find(LaunchPlan plan) => Find(plan.Program, Environment.GetEnvironmentVariable("PATH"), plan.Recipe.Places, plan.Endpoint, plan.Provider);

    public static string Find(string program, string? searchPath, IEnumerable<string> places, Uri? endpoint = null, LlmProvider? provider = null)
    {
        var candidates = ProgramPlaces.Candidates(program, searchPath, places).ToArray();
        return Array.Find(candidates, ProgramFile.CanRun)
            ?? throw (Array.Find(candidates, File.Exists) is { } useless
                ? LaunchErrors.NotExecutable(useless, "it has no permission to be run, or is no program", endpoint)
                : LaunchErrors.NotFound(program, candidates, endpoint, provider));
    }
}
