namespace OllamaSdk.AotApp;

/// <summary>Starting a server: real child processes, watchdog included.</summary>
internal static class LaunchScenarios
{
    public static async Task EarlyEndAsync()
    {
        var options = new OllamaServerOptions { Program = "/bin/sh", Endpoint = "http://127.0.0.1:9" };

        // The shell takes the start's own argument for a script, and finds none of that name.
        var failure = await Checks.ThrowsAsync<LlmLaunchException>(() => OllamaServer.EnsureRunningAsync(options));

        Checks.Same(LaunchFailure.ExitedEarly, failure.Reason, "the reason");
        Checks.Same(true, failure.ExitCode is 2 or 127, $"exit code {failure.ExitCode}");
        Checks.Same(true, failure.Output.Contains("serve", StringComparison.Ordinal), "the output");
    }
}
