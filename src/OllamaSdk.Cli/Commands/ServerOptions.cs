using System.CommandLine;
using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Commands;

/// <summary>Which server is talked to: options that every command has.</summary>
internal sealed class ServerOptions
{
    // A person waits: a dead address must be told within seconds, also after the second try.
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);

    // Slow enough to see the answer grow, as with a model.
    private static readonly TimeSpan DemoTokenDelay = TimeSpan.FromMilliseconds(20);

    private readonly Option<string?> _baseUrl = new("--base-url", "-u")
    {
        Description = "The server's address. Otherwise OLLAMA_HOST, or http://127.0.0.1:11434.",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<bool> _demo = new("--demo")
    {
        Description = "Answer from a built-in emulator: no server, no model.",
        Recursive = true,
    };

    public void AddTo(RootCommand root)
    {
        root.Options.Add(_baseUrl);
        root.Options.Add(_demo);
        _demo.Validators.Add(result =>
        {
            if (result.GetValue(_demo) && result.GetResult(_baseUrl) is not null)
            {
                result.AddError("--demo needs no server: leave out --base-url.");
            }
        });
    }

    public bool IsDemo(ParseResult parsed) => parsed.GetValue(_demo);

    /// <exception cref="ArgumentException">The address cannot be used; the message says why.</exception>
    public OllamaClient CreateClient(ParseResult parsed)
    {
        var options = new OllamaClientOptions { Endpoint = parsed.GetValue(_baseUrl), Timeouts = { Connect = ConnectLimit }, Retry = { MaxRetries = 1 } };
        if (IsDemo(parsed))
        {
            // A wrong OLLAMA_HOST must not stop what needs no host.
            options.Endpoint = "http://127.0.0.1:11434";
            options.Handler = new OllamaEmulator(new EmulatorOptions { TokenDelay = DemoTokenDelay });
        }

        return new OllamaClient(options);
    }
}
