
namespace OllamaSdk.Cli.Tests.Golden;

/// <summary>A run of the program whose piped output is kept in a file.</summary>
/// <param name="Name">The file's name, without its ending.</param>
/// <param name="Args">What stands behind the program's name; DIR stands for a folder of the test's own.</param>
internal sealed record GoldenCase(string Name, params string[] Args)
{
    /// <summary>Commands that are run before, and not kept.</summary>
    public string[][] Before { get; init; } = [];

    public string Input { get; init; } = "";

    /// <summary>Files that are in DIR.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>Whether somebody is signed in at the server.</summary>
    public bool IsSignedIn { get; init; } = true;

    /// <summary>Whether it is run with <c>--json</c> too: not where a command says so itself, nor where it fails.</summary>
    public bool HasJson { get; init; } = true;

    /// <summary>Whether it runs until Ctrl+C, once it has printed a line.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Whether its numbers are measurements, each of another length.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>The server is the emulator, at its address; but a failure may need another.</summary>
    public string? Host { get; init; }

    /// <summary>The command that is run, or an option where it is none.</summary>
    public string Command => Args.FirstOrDefault() ?? "";

    public async Task<CliResult> RunAsync(bool json)
    {
        using var folder = new Folder();
        foreach (var (name, text) in Files)
        {
            folder.Write(name, text);
        }

        await using var server = await DemoServer.StartAsync(IsSignedIn ? new OllamaAccount { Name = "someone" } : null);
        var start = new CliStart { Host = Host ?? server.Url, Input = Input, Home = Path.Combine(folder.Path, "home") };
        foreach (var before in Before)
        {
            Assert.Equal(0, (await CliProcess.RunAsync(start, before)).ExitCode);
        }

        string[] args = [.. Args.Select(arg => arg.Replace("DIR", folder.Path, StringComparison.Ordinal)), .. json ? ["--json"] : Array.Empty<string>()];
        using var process = CliProcess.Start(start, args);
        if (IsEndless)
        {
            await process.ReadLineAsync();
            await process.InterruptAsync();
        }

        var result = await process.EndAsync();
        string Normal(string text) => Normalised.Of(text, server.Url, folder.Path, IsMeasured);
        return new CliResult(result.ExitCode, Normal(result.Output), Normal(result.Errors));
    }
}
