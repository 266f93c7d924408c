using System.Globalization;

namespace OllamaSdk.StandInServer;

/// <summary>What the arguments ask for, among those that a real server would get.</summary>
internal sealed class Behaviour(string[] args)
{
    /// <summary>Where to listen: as llama-server is told, else as Ollama is.</summary>
    public string Address => Value("--port") is { } port ? $"{Value("--host") ?? "127.0.0.1"}:{port}" : Environment.GetEnvironmentVariable("OLLAMA_HOST") ?? "127.0.0.1:11434";

    public ServerKind Kind => args switch
    {
        ["serve", ..] => ServerKind.Ollama,
        ["studio", ..] => ServerKind.LmStudio,
        _ when args.Contains("--mlx") => ServerKind.Mlx,
        _ => ServerKind.LlamaCpp,
    };

    /// <summary>A file that every start adds a line to: this process's id, and that of its child.</summary>
    public string? Journal => Value("--journal");

    /// <summary>Written to standard error at the start.</summary>
    public string? Text => Value("--say");

    /// <summary>How many bytes of log to write before listening.</summary>
    public int LogBytes => Number("--log-bytes");

    /// <summary>Whether the log goes to standard output instead of standard error.</summary>
    public bool LogsToOutput => args.Contains("--log-to-output");

    /// <summary>Ends with this code before listening; in its first so many starts, where that is limited.</summary>
    public int? ExitCode => Value("--exit") is null ? null : Number("--exit");

    public int Exits => Value("--exits") is null ? int.MaxValue : Number("--exits");

    public int ReadyAfterMs => Number("--ready-after");

    public bool NeverReady => args.Contains("--never-ready");

    public bool HasChild => args.Contains("--child");

    public bool IgnoresTerm => args.Contains("--ignore-term");

    private string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;

    private int Number(string name) => int.Parse(Value(name) ?? "0", CultureInfo.InvariantCulture);
}

/// <summary>Whose answers it gives.</summary>
internal enum ServerKind
{
    Ollama,
    LlamaCpp,
    LmStudio,
    Mlx,
}
