using System.Runtime.CompilerServices;
using OllamaSdk.ApiCalls;
using OllamaSdk.Models;
using OllamaSdk.Transport;
using Refit;

namespace OllamaSdk.OpenAI;

/// <summary>
/// A client of the OpenAI-compatible API that Ollama, LM Studio, <c>mlx_lm.server</c>, llama.cpp and vLLM serve. It is thread-safe and meant
/// to live as long as the program; make one per server.
/// </summary>
/// <remarks>
/// <para>Transport, timers, retry, errors and cancelling are those of <see cref="OllamaClient"/>. Nothing null and no empty list is sent, since some
/// servers break off at them. Fields this version does not know go into <c>AdditionalProperties</c>, in requests as in answers.</para>
/// <para>For tests: members that talk to the server are virtual and may be stubbed, after the protected constructor. Forms that only fill in
/// what a longer one is given are not: they call it, so that stubbing the one with the request (of <see cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)"/> and so on) stubs
/// all of them, typed answers and tool loops included.</para>
/// </remarks>
public partial class OpenAICompatibleClient : IDisposable, IAsyncDisposable
{
    private const string DefaultEndpoint = "http://127.0.0.1:11434/v1";

    private readonly ConnectionSetup _connection;
    private readonly ApiRunner _runner;
    // What an Ollama or a llama-server has beside /v1.
    private readonly Lazy<ApiRunner> _root;
    private readonly IOpenAIChatApi _chat;
    private readonly IOpenAICompletionsApi _completions;
    private readonly IOpenAIEmbeddingsApi _embeddings;
    private readonly IOpenAIModelsApi _models;
    private readonly IOpenAIAudioApi _audio;
    private readonly IOpenAIDecisionsApi _decisions;
    private readonly IOpenAIResponsesApi _responses;

    /// <summary>Makes a client with a connection pool of its own, or over <see cref="LlmConnectionOptions.Handler"/>.</summary>
    /// <param name="options">Settings; where <see langword="null"/>, Ollama on this machine.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    [OverloadResolutionPriority(1)]
    public OpenAICompatibleClient(OpenAICompatibleClientOptions? options = null)
        : this(options ?? new OpenAICompatibleClientOptions(), null, 0)
    {
    }

    /// <summary>Makes a client for one base address.</summary>
    /// <param name="endpoint">The absolute address, <c>http</c> or <c>https</c>; <c>/v1</c> is added where it has no path.</param>
    /// <exception cref="ArgumentException">The address cannot be used; the message says why.</exception>
    public OpenAICompatibleClient(Uri endpoint)
        : this(OptionChecks.AbsoluteText(endpoint))
    {
    }

    /// <summary>Makes a client for one base address, such as <c>http://localhost:1234/v1</c>.</summary>
    /// <param name="endpoint">The address; <c>/v1</c> is added where it has no path.</param>
    /// <exception cref="ArgumentException">The address cannot be used; the message says why.</exception>
    public OpenAICompatibleClient(string endpoint)
        : this(new OpenAICompatibleClientOptions { Endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint)) })
    {
    }

    /// <summary>Makes a client over an <see cref="HttpClient"/> of yours, which is never disposed.</summary>
    /// <param name="http">Sends the requests. Its <see cref="HttpClient.BaseAddress"/> is the endpoint where the options name none.</param>
    /// <param name="options">Settings; those of the connection pool have no effect.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public OpenAICompatibleClient(HttpClient http, OpenAICompatibleClientOptions? options = null)
        : this(options ?? new OpenAICompatibleClientOptions(), http ?? throw new ArgumentNullException(nameof(http)), 0)
    {
    }

    /// <inheritdoc cref="OllamaClient()"/>
    // Above the public one, which base() of a subclass would otherwise mean.
    [OverloadResolutionPriority(2)]
    protected OpenAICompatibleClient()
        : this(new OpenAICompatibleClientOptions { Handler = new NoServerHandler(), DefaultModel = NoServerHandler.Model }, null, 0)
    {
    }

    // The number only tells this constructor from the public ones.
    private OpenAICompatibleClient(OpenAICompatibleClientOptions options, HttpClient? http, int _)
    {
        var endpoint = OptionChecks.Endpoint(options.Endpoint ?? http?.BaseAddress?.OriginalString ?? DefaultEndpoint).ForOpenAI();
        _connection = new ConnectionSetup(options, http);
        // What is asked for later must not change with the caller's options.
        var (key, headers, hint) = (options.ApiKey, HeadersOf(options), options.StartHint);
        _runner = _connection.CreateRunner(endpoint, key, headers, hint, options.SkipMalformedEvents, options.TelemetryProvider);
        _chat = _runner.Api<IOpenAIChatApi>();
        _completions = _runner.Api<IOpenAICompletionsApi>();
        _embeddings = _runner.Api<IOpenAIEmbeddingsApi>();
        _models = _runner.Api<IOpenAIModelsApi>();
        _audio = _runner.Api<IOpenAIAudioApi>();
        _decisions = _runner.Api<IOpenAIDecisionsApi>();
        _responses = _runner.Api<IOpenAIResponsesApi>();
        _checksThinkingLevels = options.CheckThinkingLevels;
        _root = new(() => _connection.CreateRunner(endpoint.WithoutRoute("/v1"), key, headers, hint));
        _modelsOfRoot = new(() => new CapabilityCache(_root.Value.Api<IOllamaModelsApi>()));
        Endpoint = endpoint.Address;
        if (options.PromptGuard.Mode is PromptGuardMode.Refuse or PromptGuardMode.Fit)
        {
            Log.GuardOnlyTells(_connection.Logger, Endpoint, options.PromptGuard.Mode);
        }

        if (options.PromptGuard.AskWindow && _runner.Guard is { } guard)
        {
            guard.Question = new(new WindowSearch(_runner, _root).FindAsync, Endpoint, _connection.Logger, _runner.Clock);
        }
    }

    /// <summary>The base address, without credentials.</summary>
    public Uri Endpoint { get; }

    /// <summary>The model of calls that name none, as <see cref="LlmConnectionOptions.DefaultModel"/> says; <see langword="null"/> where they must name one.</summary>
    public string? DefaultModel => _connection.DefaultModel;

    /// <summary>
    /// One of the interfaces of this API, implemented by Refit over this client's connections, timers, retry and errors. It sends requests as
    /// they are given: nothing of the client's own (default model, checks, recovery) is added. It ends with the client.
    /// </summary>
    /// <typeparam name="T">The interface, such as <see cref="IOpenAIModelsApi"/>.</typeparam>
    /// <exception cref="ArgumentException">The interface is none of this package.</exception>
    /// <returns>The implementation.</returns>
    public virtual T Api<T>()
        where T : class, IOpenAIApi => _runner.NamedApi<T>();

    /// <summary>
    /// For whoever makes the interfaces by Refit itself, as <c>Refit.HttpClientFactory</c> does: settings whose handler is this client's pipeline.
    /// They serve the interfaces of this package only, since its adapters read the answers; the base address is <see cref="Endpoint"/>.
    /// </summary>
    /// <returns>The settings.</returns>
    public virtual RefitSettings CreateRefitSettings() => _runner.CreateRefitSettings();

    /// <summary>Ends all calls that are under way with <see cref="ObjectDisposedException"/> and closes the connections. Nothing in it waits.</summary>
    public virtual void Dispose()
    {
        _runner.Dispose();
        if (_root.IsValueCreated)
        {
            _root.Value.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>The same as <see cref="Dispose"/>: <c>using</c> and <c>await using</c> do the same.</summary>
    /// <returns>A task that is done.</returns>
    public virtual ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private string ModelOr(string? model) => RequestChecks.Model(string.IsNullOrEmpty(model) ? _connection.DefaultModel : model);

    private static Dictionary<string, string> HeadersOf(OpenAICompatibleClientOptions options)
    {
        var headers = new Dictionary<string, string>(options.Headers, StringComparer.OrdinalIgnoreCase);
        Add("OpenAI-Organization", options.Organization);
        Add("OpenAI-Project", options.Project);
        return headers;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                HeaderChecks.Check(name, value, nameof(OpenAICompatibleClientOptions));
                headers[name] = value;
            }
        }
    }
}
