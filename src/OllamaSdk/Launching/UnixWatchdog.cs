using System.Globalization;

namespace OllamaSdk.Launching;

/// <summary>
/// Starts a server so that it cannot outlive this process. A shell becomes the leader of a session, leaves a watchdog in it, and then becomes the
/// server. The watchdog waits for the end of the pipe that is the shell's standard input and whose other end only this process holds: the system
/// closes it however this process ends. Stopping in order is the same: closing the pipe.
/// </summary>
internal static class UnixWatchdog
{
    // $$ is the server, and the group that it and all its children are in. The watchdog is in it too, so that no stranger can be given its number
    // while the watchdog lives, and the last signal ends the watchdog itself. It keeps standard error open: who reads that to its end knows
    // that nobody of the group is left. Its PATH is its own, since the caller's may begin in the current directory.
    private const string Script = """
        exec 3<&0
        (
          trap '' HUP INT TERM
          PATH=/usr/bin:/bin
          read -r _ <&3
          kill -s TERM -- -$$ 2>/dev/null
          left=$1
          while [ "$left" -gt 0 ] && kill -s 0 $$ 2>/dev/null; do
            sleep 0.1 2>/dev/null || sleep 1
            left=$((left - 1))
          done
          kill -s KILL -- -$$
        ) >/dev/null &
        shift
        exec "$@" 3<&- </dev/null
        """;

    private const string Shell = "/bin/sh";

    private static readonly string[] s_directories = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"];

    // A session of its own also keeps a Ctrl+C in the terminal from reaching the server before its clients have let go of it.
    private static readonly string[][] s_sessionLeaders =
    [
        ["setsid"],
        ["perl", "-MPOSIX", "-e", "setsid(); exec @ARGV; exit 126"],
    ];

    /// <summary>The command that starts a program under watch.</summary>
    /// <param name="program">Its full path.</param>
    /// <param name="plan">Its arguments, and how long it may take to end by itself.</param>
    /// <param name="directories">Where the tools are looked for.</param>
    /// <exception cref="LlmLaunchException">What the watchdog needs is missing.</exception>
    public static (string Program, string[] Arguments) Wrap(string program, LaunchPlan plan, params string[] directories)
    {
        var tenths = ((int)Math.Ceiling(plan.StopTimeout.TotalSeconds * 10)).ToString(CultureInfo.InvariantCulture);
        var leader = SessionLeader(directories.Length == 0 ? s_directories : directories, plan.Endpoint);
        return (leader[0], [.. leader[1..], Shell, "-c", Script, "ollama-sdk-watchdog", tenths, program, .. plan.Arguments]);
    }

    private static string[] SessionLeader(string[] directories, Uri endpoint)
    {
        var candidates = s_sessionLeaders.SelectMany(command => directories.Select(directory => (string[])[$"{directory}/{command[0]}", .. command[1..]])).ToArray();
        return File.Exists(Shell) && Array.Find(candidates, command => ProgramFile.CanRun(command[0])) is { } found
            ? found
            : throw LaunchErrors.NoWatchdog([Shell, .. candidates.Select(command => command[0])], endpoint);
    }
}
