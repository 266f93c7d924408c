using System.Globalization;
using OllamaSdk.OpenAI;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Clients;

/// <summary>Where the servers' side listens.</summary>
internal sealed record Ports(int Before, int Behind, int Direct, int Named1, int Named2);

/// <summary>All clients of a run.</summary>
internal sealed class Fleet : IDisposable
{
    /// <summary>How long a pooled connection of the named server lives: after that a new address must be followed.</summary>
    public static readonly TimeSpan NamedLifetime = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    private readonly SocketsHttpHandler _named;

    public Fleet(Ports ports, SmallDisk? disk)
    {
        (Ports, Disk) = (ports, disk);
        Resolver = new TestResolver(("named-1", ports.Named1), ("named-2", ports.Named2));
        _named = With(new OllamaClientOptions()).CreateConnectionPool();
        _named.PooledConnectionLifetime = NamedLifetime;
        _named.ConnectCallback = Resolver.ConnectAsync;
        Routes =
        [
            Make("nginx", ["before", "nginx", "emulator-1", "emulator-2"], Url(ports.Before), TimeProvider.System),
            Make("behind", ["nginx", "behind-1", "behind-2", "emulator-1", "emulator-2"], Url(ports.Behind), Clock, copies: 2),
            Make("direct", ["direct", "emulator-3"], Url(ports.Direct), Clock),
            Make("named", ["named-1", "named-2", "emulator-3"], $"http://{TestResolver.Host}", TimeProvider.System, _named),
        ];
        Llm = new LlmClient(With(new LlmClientOptions
        {
            TimeProvider = Clock,
            ReadVariable = _ => null,
            Targets =
            {
                new LlmTarget(LlmProviders.Ollama, ModelNames.Chat) { Endpoints = { Url(ports.Before), Url(ports.Direct) } },
                new LlmTarget(LlmProviders.LmStudio, ModelNames.Chat, Url(ports.Behind) + "/v1"),
            },
        }));
        LlmNodes = [.. Routes.Take(3).SelectMany(route => route.Nodes).Distinct()];
    }

    public Ports Ports { get; }

    /// <summary>Where temporary files go, if not to the disk of the machine.</summary>
    public SmallDisk? Disk { get; }

    public JumpingClock Clock { get; } = new();

    public TestResolver Resolver { get; }

    public IReadOnlyList<Route> Routes { get; }

    public LlmClient Llm { get; }

    /// <summary>What is on the ways of <see cref="Llm"/>.</summary>
    public IReadOnlyList<string> LlmNodes { get; }

    public static string Url(int port) => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Timers so short that a stall is soon over, and enough connections.</summary>
    public static T With<T>(T options)
        where T : LlmConnectionOptions
    {
        options.Timeouts.Idle = options.Timeouts.TransferIdle = Idle;
        options.Timeouts.FirstByte = options.Timeouts.StreamedGeneration = TimeSpan.FromSeconds(5);
        options.Timeouts.UnstreamedGeneration = TimeSpan.FromSeconds(8);
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(100);
        options.MaxConnectionsPerServer = 400;
        return options;
    }

    public void Dispose()
    {
        foreach (var route in Routes)
        {
            route.Native.Dispose();
            route.OpenAI.Dispose();
        }

        Llm.Dispose();
        _named.Dispose();
    }

    private static Route Make(string name, IReadOnlyList<string> nodes, string url, TimeProvider clock, HttpMessageHandler? handler = null, int copies = 1) => new(
        name, nodes, copies,
        new OllamaClient(With(new OllamaClientOptions { Endpoint = url, DefaultModel = ModelNames.Chat, TimeProvider = clock, Handler = handler })),
        new OpenAICompatibleClient(With(new OpenAICompatibleClientOptions { Endpoint = url + "/v1", DefaultModel = ModelNames.Chat, TimeProvider = clock, Handler = handler })),
        // nginx lets no transfer through, as its page says.
        MayTransfer: copies == 1 && !nodes.Contains("nginx"));
}
