using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Commands;

internal sealed class StubsCommand : CliCommand
{
    private readonly Argument<string> _directory = new("DIR") { Description = "The folder; it is made where it does not exist. Nothing in it is overwritten." };

    public StubsCommand(GlobalOptions global)
        : base("stubs", "Writes recorded answers of a real server as stub mappings for WireMock.", global) => Arguments.Add(_directory);

    protected override Task RunAsync(CommandContext context)
    {
        var directory = context.Parsed.GetRequiredValue(_directory);
        var written = WireMockStubs.WriteTo(directory);
        context.Print(
            new StubsDocument(Path.GetFullPath(directory), written, WireMockStubs.Files),
            () => Console.Out.WriteLine(TerminalText.ForOutput($"{written} of {WireMockStubs.Files.Count} files written to {directory}; see README.md there")));
        return Task.CompletedTask;
    }
}
