namespace OllamaSdk.AotApp;

/// <summary>Starting a server: real child processes, watchdog included.</summary>
internal static class LaunchScenarios
{
    public static async Task EarlyEndAsync()
    {
        // Takes the start's own argument, serve, for the name of a script, or of a program, and finds none. Windows' tells so without the name.
        var (program, codes, said) = OperatingSystem.IsWindows()
            ? (Path.Combine(Environment.SystemDirectory, "where.exe"), (int[])[1], "")
            : ("/bin/sh", (int[])[2, 127], "serve");
        var options = new OllamaServerOptions { Program = program, Endpoint = "http://127.0.0.1:9" };

        var failure = await Checks.ThrowsAsync<LlmLaunchException>(() => OllamaServer.EnsureRunningAsync(options));

        Checks.Same(LaunchFailure.ExitedEarly, failure.Reason, "the reason");
        Checks.Same(true, failure.ExitCode is { } code && codes.Contains(code), $"exit code {failure.ExitCode}");
        Checks.Same(true, failure.Output.Length > 0 && failure.Output.Contains(said, StringComparison.Ordinal), "the output");
    }
}
