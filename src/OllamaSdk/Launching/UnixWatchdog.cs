using System.Globalization;

namespace OllamaSdk.Launching;

/// <summary>
/// Starts a server so that it cannot outlive this process. A shell becomes the leader of a session, leaves a watchdog in it, and then becomes the
/// server. The watchdog waits for the end of the pipe that is the shell's standard input and whose other end only this process holds: the system
/// closes it however this process ends. Stopping in order is the same: closing the pipe.
/// </summary>
internal static class UnixWatchdog
{
    // macOS takes this variable away from whatever runs one of its own programs, the shell among them, so that it goes round as an argument.
    private const string Libraries = "DYLD_LIBRARY_PATH";

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
        [ -z "$2" ] || export DYLD_LIBRARY_PATH="$2"
        shift 2
        exec "$@" 3<&- </dev/null
        """;

    // Where nothing can begin a session (macOS has no setsid), a shell that controls jobs gives its child a group of its own. It stays, hands the exit
    // code on, and lets Ctrl+C pass: that is for the program whose terminal it is. What it watches over is the same shell as elsewhere, which says
    // its number before it becomes the server. Job control is off again for the waiting, which would otherwise end when the server is stopped.
    private const string GroupScript = """
        set -m
        /bin/sh -c 'echo $$; exec "$@"' ollama-sdk-group "$@" <&0 &
        server=$!
        set +m
        trap : HUP INT TERM
        exec </dev/null >/dev/null
        while :; do
          wait "$server"
          code=$?
          kill -s 0 "$server" 2>/dev/null || exit "$code"
        done
        """;

    private const string Shell = "/bin/sh";

    private static readonly string[] s_directories = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"];

    // Either keeps a Ctrl+C in the terminal from reaching the server before its clients have let go of it.
    private static readonly (string[] Command, bool SaysId)[] s_leaders = [(["setsid"], false), (["bash", "-c", GroupScript, "ollama-sdk-leader"], true)];

    /// <summary>The command that starts a program under watch.</summary>
    /// <param name="program">Its full path.</param>
    /// <param name="plan">Its arguments, its environment, and how long it may take to end by itself.</param>
    /// <param name="directories">Where the tools are looked for.</param>
    /// <exception cref="LlmLaunchException">What the watchdog needs is missing.</exception>
    public static WatchedCommand Wrap(string program, LaunchPlan plan, params string[] directories)
    {
        var tenths = ((int)Math.Ceiling(plan.StopTimeout.TotalSeconds * 10)).ToString(CultureInfo.InvariantCulture);
        var (leader, saysId) = Leader(directories.Length == 0 ? s_directories : directories, plan.Endpoint);
        return new WatchedCommand(
            leader[0],
            [.. leader[1..], Shell, "-c", Script, "ollama-sdk-watchdog", tenths, plan.Environment.GetValueOrDefault(Libraries, ""), program, .. plan.Arguments],
            saysId);
    }

    private static (string[] Command, bool SaysId) Leader(string[] directories, Uri endpoint)
    {
        var candidates = s_leaders.SelectMany(leader => directories.Select(directory =>
            (Command: (string[])[$"{directory}/{leader.Command[0]}", .. leader.Command[1..]], leader.SaysId))).ToArray();
        return File.Exists(Shell) && Array.Find(candidates, leader => ProgramFile.CanRun(leader.Command[0])) is { Command: not null } found
            ? found
            : throw LaunchErrors.NoWatchdog([Shell, .. candidates.Select(leader => leader.Command[0])], endpoint);
    }
}

/// <summary>What is really run where a program is to be started.</summary>
/// <param name="Program">The full path of what to run.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="SaysId">Whether the first line of its output is the server's id.</param>
internal sealed record WatchedCommand(string Program, string[] Arguments, bool SaysId = false);
