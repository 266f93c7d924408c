using System.ComponentModel;
using System.Globalization;

namespace OllamaSdk.Launching;

/// <summary>The ways in which a start fails, in words: what was wrong, where, and what to do.</summary>
internal static class LaunchErrors
{
    private const int OutputLength = 4096;
    // What a shell ends with when it cannot run a program, or takes it for a script and finds its syntax wrong.
    private const int CannotExecute = 126;
    private static readonly int[] s_shellsOwn = [2, CannotExecute, 127];

    public static LlmLaunchException NotFound(string program, string[] searched, Uri? endpoint, LlmProvider? provider = null) =>
        new(LaunchFailure.NotFound, $"The program '{program}' was not found. Looked for: {string.Join(", ", searched)}. "
            + $"Install {provider?.DisplayName ?? "it"}, or set OllamaServerOptions.Program to its full path.")
        {
            Endpoint = endpoint,
            SearchedPaths = searched,
        };

    public static LlmLaunchException NoWatchdog(string[] searched, Uri endpoint) =>
        new(LaunchFailure.NotFound, $"What ends the server when this program does is missing: /bin/sh, and setsid or bash. Looked for: {string.Join(", ", searched)}. "
            + "Install util-linux or bash, or start the server yourself: one that runs is used.")
        {
            Endpoint = endpoint,
            SearchedPaths = searched,
        };

    public static LlmLaunchException NotExecutable(string path, string why, Uri? endpoint, Exception? cause = null, int? exitCode = null, string output = "") =>
        new(LaunchFailure.NotExecutable, $"The program {path} cannot be run: {why}. Install the build for this machine, or correct its permissions.", cause)
        {
            Endpoint = endpoint,
            SearchedPaths = [path],
            ExitCode = exitCode,
            Output = output,
        };

    public static LlmLaunchException NotExecutable(string path, Win32Exception cause, LaunchPlan plan) =>
        NotExecutable(path, $"the system refuses it with error {cause.NativeErrorCode}", plan.Endpoint, cause);

    public static LlmLaunchException PortInUse(LaunchPlan plan, string what, Exception? cause = null) =>
        new(LaunchFailure.PortInUse, $"At {plan.Authority} {what}, so {plan.Provider.DisplayName} cannot be started there. End that program, or choose another port.", cause)
        {
            Endpoint = plan.Endpoint,
        };

    public static LlmLaunchException ExitedEarly(LaunchPlan plan, string path, ServerProcess process)
    {
        var output = OutputOf(process);
        var code = process.ExitCode ?? 0;
        if (code == CannotExecute || (s_shellsOwn.Contains(code) && ProgramFile.IsForOtherMachine(path)))
        {
            return NotExecutable(path, $"it is not made for this machine, or is blocked. {Said(output)}".TrimEnd('.', ' '), plan.Endpoint, exitCode: code, output: output);
        }

        return new(LaunchFailure.ExitedEarly, $"{path} ended with exit code {code} before it was ready, twice. {Said(output)}")
        {
            Endpoint = plan.Endpoint,
            ExitCode = code,
            Output = output,
        };
    }

    public static LlmLaunchException NotReady(LaunchPlan plan, string? path, ServerProcess? process, LlmTimeoutException cause)
    {
        var output = OutputOf(process);
        var what = path is null ? $"{plan.Provider.DisplayName} at {plan.Authority} was running already and" : $"{path} was started and";
        var done = path is null ? "It was left alone." : "It was stopped.";
        var limit = plan.StartTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return new(LaunchFailure.NotReady, $"{what} was not ready within {limit} s. {done} Raise StartTimeout if it needs longer. {Said(output)} ({cause.Message})", cause)
        {
            Endpoint = plan.Endpoint,
            Output = output,
        };
    }

    private static string OutputOf(ServerProcess? process)
    {
        var log = process?.ReadLog() ?? "";
        return log.Length > OutputLength ? log[^OutputLength..] : log;
    }

    private static string Said(string output) => output.Length == 0 ? "It wrote nothing." : $"The end of what it wrote:{Environment.NewLine}{output.TrimEnd()}";
}
