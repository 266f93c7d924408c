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

    private static readonly TimeSpan s_unstreamed = TimeSpan.FromSeconds(8);

    /// <summary>How long a call may go on after its answer has stopped: the longest timer, the longest pause of a consumer, and as much for a busy machine.</summary>
    public static readonly TimeSpan LongestSilence = s_unstreamed + Idle + TimeSpan.FromSeconds(6);

    private static readonly TimeSpan s_longestCall = TimeSpan.FromMinutes(3);

    private readonly SocketsHttpHandler _named;
    private readonly Queue<(Crew Crew, long At)> _former = new();

    public Fleet(Ports ports, SmallDisk? disk)
    {
        (Ports, Disk) = (ports, disk);
        Resolver = new TestResolver(("named-1", ports.Named1), ("named-2", ports.Named2));
        _named = With(new OllamaClientOptions()).CreateConnectionPool();
        _named.PooledConnectionLifetime = NamedLifetime;
        _named.ConnectCallback = Resolver.ConnectAsync;
        Crew = Make();
    }

    public Ports Ports { get; }

    /// <summary>Where temporary files go, if not to the disk of the machine.</summary>
    public SmallDisk? Disk { get; }

    public JumpingClock Clock { get; } = new();

    public TestResolver Resolver { get; }

    /// <summary>The clients that are used now.</summary>
    public Crew Crew { get; private set; }

    public static string Url(int port) => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Timers so short that a stall is soon over, and enough connections.</summary>
    public static T With<T>(T options)
        where T : LlmConnectionOptions
    {
        options.Timeouts.Idle = options.Timeouts.TransferIdle = Idle;
        options.Timeouts.FirstByte = options.Timeouts.StreamedGeneration = TimeSpan.FromSeconds(5);
        options.Timeouts.UnstreamedGeneration = s_unstreamed;
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(100);
        options.MaxConnectionsPerServer = 400;
        return options;
    }

    /// <summary>Other clients from now on: with full budgets for tries, which every outage empties. Those of long ago are disposed.</summary>
    public void Renew()
    {
        _former.Enqueue((Crew, Environment.TickCount64));
        Crew = Make();
        while (_former.TryPeek(out var oldest) && Environment.TickCount64 - oldest.At > s_longestCall.TotalMilliseconds)
        {
            _former.Dequeue().Crew.Dispose();
        }
    }

    public void Dispose()
    {
        Crew.Dispose();
        foreach (var (crew, _) in _former)
        {
            crew.Dispose();
        }

        _named.Dispose();
    }

    private Crew Make() => new(
        [
            Make("nginx", ["before", "nginx", "emulator-1", "emulator-2"], Url(Ports.Before), TimeProvider.System),
            Make("behind", ["nginx", "behind-1", "behind-2", "emulator-1", "emulator-2"], Url(Ports.Behind), Clock, copies: 2),
            Make("direct", ["direct", "emulator-3"], Url(Ports.Direct), Clock),
            Make("named", ["named-1", "named-2", "emulator-3"], $"http://{TestResolver.Host}", TimeProvider.System, _named),
        ],
        new LlmClient(With(new LlmClientOptions
        {
            TimeProvider = Clock,
            ReadVariable = _ => null,
            Targets =
            {
                new LlmTarget(LlmProviders.Ollama, ModelNames.Chat) { Endpoints = { Url(Ports.Before), Url(Ports.Direct) } },
                new LlmTarget(LlmProviders.LmStudio, ModelNames.Chat, Url(Ports.Behind) + "/v1"),
            },
        })));

    private static Route Make(string name, IReadOnlyList<string> nodes, string url, TimeProvider clock, HttpMessageHandler? handler = null, int copies = 1) => new(
        name, nodes, copies,
        new OllamaClient(With(new OllamaClientOptions { Endpoint = url, DefaultModel = ModelNames.Chat, TimeProvider = clock, Handler = handler })),
        new OpenAICompatibleClient(With(new OpenAICompatibleClientOptions { Endpoint = url + "/v1", DefaultModel = ModelNames.Chat, TimeProvider = clock, Handler = handler })),
        // nginx lets no transfer through, as its page says.
        MayTransfer: copies == 1 && !nodes.Contains("nginx"));
}
