using System.CommandLine;
using System.Net.Sockets;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;
using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Commands;

internal sealed class ServeDemoCommand : CliCommand
{
    private const int OllamasPort = 11434;

    private readonly Option<int> _port = new("--port")
    {
        Description = "The port; 0 for a free one. Otherwise Ollama's own, 11434.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => OllamasPort,
        CustomParser = static result => Numbers.Whole(result) ?? 0,
    };

    public ServeDemoCommand(GlobalOptions global)
        : base("serve-demo", "Runs the emulator on a port of this computer until Ctrl+C: an Ollama server without a model.", global) => Options.Add(_port);

    protected override async Task RunAsync(CommandContext context)
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { HasPage = true });
        await using var listener = await ListenAsync(emulator, context.Parsed.GetValue(_port), context.Token);
        context.Print(new ListeningDocument(listener.Endpoint, listener.PageAddress!), () =>
        {
            Console.Out.WriteLine(listener.Endpoint);
            ErrorText.Print($"the emulator listens; set OLLAMA_HOST={listener.Endpoint} for its clients, and end it with Ctrl+C");
            ErrorText.Print($"what they ask is shown, and rules are set, at {listener.PageAddress}");
        });
        // Ctrl+C is how it ends, and no failure.
        await Task.Delay(Timeout.Infinite, context.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private static async Task<EmulatorListener> ListenAsync(OllamaEmulator emulator, int port, CancellationToken cancellationToken)
    {
        if (port is < 0 or > ushort.MaxValue)
        {
            throw new UsageException($"--port takes a number from 0 to {ushort.MaxValue}, not {port}.");
        }

        try
        {
            return await emulator.ListenAsync(port, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new UsageException($"Port {port} cannot be used: {e.Message.TrimEnd('.')}. Choose another one with --port.");
        }
    }
}
