using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using OllamaSdk.Llm;
using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>
/// One client over many servers: Ollama, LM Studio, MLX, llama.cpp, vLLM, ollama.com and whatever speaks the OpenAI-compatible API. Targets are
/// asked in their order until one answers; the answer says which one it was. Thread-safe, and meant to live as long as the program.
/// </summary>
/// <remarks>
/// <para>A prompt goes to the targets that serve its model and to no other server, each key and each target's headers to their own server. An answer
/// is one server's: once a part of it was delivered, a failure is thrown instead of going on elsewhere (see <see cref="FallbackPolicy"/>).</para>
/// <para>For tests: members that talk to the server are virtual and may be stubbed, after the protected constructor. Forms that only fill in
/// what a longer one is given are not: they call it, so that stubbing the one with the request (of <see cref="ChatAsync(LlmRequest, CancellationToken)"/> and so on) stubs
/// all of them, typed answers and tool loops included.</para>
/// </remarks>
public partial class LlmClient : IDisposable, IAsyncDisposable
{
    private readonly ClientSettings _settings;
    private readonly Dictionary<TimeSpan, OwnPool> _pools = [];
    private readonly List<LlmServer> _servers;
    private readonly List<LlmRoute> _routes;
    private readonly Routing _routing;
    private readonly FallbackContext _context;

    /// <summary>Makes a client with a connection pool of its own, or over <see cref="LlmConnectionOptions.Handler"/>.</summary>
    /// <param name="options">Settings, the targets among them.</param>
    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    [OverloadResolutionPriority(1)]
    public LlmClient(LlmClientOptions options)
        : this(options ?? throw new ArgumentNullException(nameof(options)), null)
    {
    }

    /// <summary>Makes a client for these servers, asked in this order.</summary>
    /// <param name="targets">At least one.</param>
    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    public LlmClient(params LlmTarget[] targets)
        : this(WithTargets(targets), null)
    {
    }

    /// <summary>Makes a client over an <see cref="HttpClient"/> of yours, which is never disposed and whose base address is not used.</summary>
    /// <param name="http">Sends the requests to all servers; it should have no headers that are meant for one of them.</param>
    /// <param name="options">Settings; those of the connection pool have no effect.</param>
    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    public LlmClient(HttpClient http, LlmClientOptions options)
        : this(options ?? throw new ArgumentNullException(nameof(options)), http ?? throw new ArgumentNullException(nameof(http)))
    {
    }

    /// <inheritdoc cref="OllamaClient()"/>
    // Above the public one, which base() of a subclass would otherwise mean.
    [OverloadResolutionPriority(2)]
    protected LlmClient()
        : this(new LlmClientOptions { Handler = new NoServerHandler(), ReadVariable = static _ => null, Targets = { new LlmTarget("ollama", NoServerHandler.Model) } }, null)
    {
    }

    private LlmClient(LlmClientOptions options, HttpClient? http)
    {
        var foreign = http is null ? null : new ForeignClientHandler(http);
        _settings = new ClientSettings(options, foreign);
        var handler = foreign ?? options.Handler;
        if (handler is null && _settings.Targets.FirstOrDefault(target => ServiceName.Is(target.Address)) is { } unknown)
        {
            throw new LlmConfigurationException($"{unknown.EndpointName} is wrong: {ServiceName.Unknown(unknown.Address)}");
        }

        var logger = options.LoggerFactory?.CreateLogger(Log.Category) ?? NullLogger.Instance;
        (_servers, _routes) = ServerFactory.Create(_settings, options, target => handler ?? PoolFor(target, options), logger);
        _routing = new Routing(_routes);
        _context = new FallbackContext(_settings.Fallback, _settings.Retry.MaxRetries, options.TimeProvider, logger);
    }

    /// <summary>Asks for an answer and waits for the whole of it.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="LlmFallbackException">Several servers were asked, and none answered.</exception>
    /// <exception cref="LlmException">The call failed in a way that asking another server would not mend; the type says how.</exception>
    /// <returns>The whole answer, and who gave it.</returns>
    /// <example>
    /// <code>
    /// var answer = await client.ChatAsync(new LlmRequest("Why is the sky blue?") { System = "Be short.", Temperature = 0.2 });
    /// Console.WriteLine($"{answer.Content} ({answer.Provider}, {answer.Model})");
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual async Task<LlmResponse> ChatAsync(LlmRequest request, CancellationToken cancellationToken = default)
    {
        var call = Begin(request);
        while (true)
        {
            using var attempt = call.Next();
            var step = await call.TryAsync(attempt, static (a, token) => new ValueTask<LlmResponse>(a.Server.Backend.ChatAsync(a, token)), cancellationToken).ConfigureAwait(false);
            if (step.Answered)
            {
                return await call.CompleteAsync(attempt, step.Value).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks one question and waits for the whole answer.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; each target's own where <see langword="null"/>.</param>
    /// <param name="options">Time limits, retries and headers of this call, as <see cref="LlmRequest.Call"/>.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync(LlmRequest, CancellationToken)" path="/returns|/exception"/>
    public Task<LlmResponse> ChatAsync(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        ChatAsync(new LlmRequest(prompt) { Model = model, Call = options }, cancellationToken);

    /// <summary>Asks for an answer and delivers it in parts, as the server makes them. The last one holds the whole.</summary>
    /// <inheritdoc cref="ChatAsync(LlmRequest, CancellationToken)"/>
    /// <exception cref="LlmStreamException">The answer broke off after parts of it were delivered.</exception>
    /// <returns>The parts; the last one has <see cref="LlmUpdate.Response"/> set.</returns>
    /// <example>
    /// <code>
    /// await foreach (var update in client.ChatStreamAsync("Why is the sky blue?"))
    /// {
    ///     Console.Write(update.ContentDelta);
    /// }
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual IAsyncEnumerable<LlmUpdate> ChatStreamAsync(LlmRequest request, CancellationToken cancellationToken = default)
    {
        // What is wrong is said at once; each enumeration is then a call of its own.
        Begin(request);
        return new FallbackItems(() => Begin(request), cancellationToken).WithOwnTokens(cancellationToken);
    }

    /// <summary>Asks one question and delivers the answer in parts, as the server makes them.</summary>
    /// <inheritdoc cref="ChatAsync(string, string?, CallOptions?, CancellationToken)" path="/param"/>
    /// <inheritdoc cref="ChatStreamAsync(LlmRequest, CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<LlmUpdate> ChatStreamAsync(string prompt, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        ChatStreamAsync(new LlmRequest(prompt) { Model = model, Call = options }, cancellationToken);

    /// <summary>The settings that matter, as they hold, and where each came from. Keys show as <c>***</c>.</summary>
    /// <returns>The settings.</returns>
    public virtual IReadOnlyList<LlmSetting> DescribeSettings() => _settings.All;

    /// <summary>Ends all calls that are under way with <see cref="ObjectDisposedException"/> and closes the connections. Nothing in it waits.</summary>
    public virtual void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        foreach (var pool in _pools.Values)
        {
            pool.Dispose();
        }
    }

    /// <summary>The same as <see cref="Dispose"/>: <c>using</c> and <c>await using</c> do the same.</summary>
    /// <returns>A task that is done.</returns>
    public virtual ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    // Servers share a pool, but the limit for connecting belongs to the pool.
    private OwnPool PoolFor(TargetSettings target, LlmClientOptions options) =>
        _pools.TryGetValue(target.Timeouts.Connect, out var pool) ? pool : _pools[target.Timeouts.Connect] = OwnPool.Create(options, target.Timeouts.Connect);

    private static LlmClientOptions WithTargets(LlmTarget[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var options = new LlmClientOptions();
        foreach (var target in targets)
        {
            options.Targets.Add(target);
        }

        return options;
    }

    private FallbackCall Begin(LlmRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        return new FallbackCall(request, _routing.For(request.Model), _context);
    }
}
