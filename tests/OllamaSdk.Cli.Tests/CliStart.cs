using System.Diagnostics;
using System.Text;

namespace OllamaSdk.Cli.Tests;

/// <summary>Under which circumstances the program is started.</summary>
internal sealed class CliStart
{
    private static readonly string[] Prefixes = ["OLLAMA_", "LLM_CLIENT_", "LMSTUDIO_", "MLX_", "NO_COLOR", "COLUMNS", "LINES"];

    private static readonly Lazy<string> s_home = new(CreateHome);

    /// <summary>The value of <c>OLLAMA_HOST</c>; none where null, whatever the machine's own is.</summary>
    public string? Host { get; init; }

    /// <summary>What standard input holds; it ends there. In a terminal it stays open, and more can be typed.</summary>
    public string Input { get; init; } = "";

    /// <summary>How standard input is written.</summary>
    public Encoding InputEncoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>Whether the program runs in a pseudo-terminal, where output and errors are one.</summary>
    public bool InTerminal { get; init; }

    /// <summary>
    /// Where the program's settings file (<c>config.json</c>), its data (<c>data</c>) and its cache (<c>cache</c>) are: never those of whoever runs the
    /// tests. One for all tests that do not say otherwise, without settings.
    /// </summary>
    public string Home { get; init; } = s_home.Value;

    /// <summary>Skips the test where there is no pseudo-terminal to be had.</summary>
    /// <param name="host">See <see cref="Host"/>.</param>
    /// <param name="home">See <see cref="Home"/>.</param>
    public static CliStart Terminal(string? host = null, string? home = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "There is no script (of util-linux) to make a pseudo-terminal with.");
        return new CliStart { Host = host, InTerminal = true, Home = home ?? s_home.Value };
    }

    public ProcessStartInfo Create(string program, string[] args)
    {
        // "exec", since a shell that waited would get Ctrl+C too: dash dies of it, and its exit code would stand for the program's.
        var start = InTerminal
            ? new ProcessStartInfo("script", ["-qec", "exec " + string.Join(' ', ((string[])["dotnet", program, .. args]).Select(Quoted)), "/dev/null"])
            : new ProcessStartInfo("dotnet", [program, .. args]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.StandardInputEncoding = InputEncoding;
        return Prepare(start);
    }

    /// <summary>Gives the program its variables, and takes away those of the machine.</summary>
    public ProcessStartInfo Prepare(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToArray())
        {
            start.Environment.Remove(name);
        }

        // The shell that script starts, the same on every machine.
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LLM_CLIENT_CONFIG"] = Path.Combine(Home, "config.json");
        start.Environment["LLM_CLIENT_DATA"] = Path.Combine(Home, "data");
        start.Environment["LLM_CLIENT_CACHE"] = Path.Combine(Home, "cache");
        // The test decides when a server is late, not the machine.
        start.Environment["LLM_CLIENT_COMPLETION_TIMEOUT"] = "1m";
        foreach (var (name, value) in Host is null ? Variables : Variables.Append(new("OLLAMA_HOST", Host)))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string CreateHome()
    {
        var folder = new Folder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder.Path;
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
