using System.Runtime.CompilerServices;
using OllamaSdk.ApiCalls;
using OllamaSdk.Fitting;
using OllamaSdk.Models;
using OllamaSdk.Transfers;
using OllamaSdk.Transport;
using Refit;

namespace OllamaSdk;

/// <summary>
/// A client of Ollama's native API. It is thread-safe and meant to live as long as the program; make one per server.
/// </summary>
/// <remarks>
/// <para>Every call takes a <see cref="CancellationToken"/>: cancelling it, or leaving an <c>await foreach</c>, closes the connection, and the
/// server stops computing. Every failure is an <see cref="LlmException"/>; a stream that did not come to its end never looks finished.</para>
/// <para>For tests: members that talk to the server are virtual and may be stubbed, after the protected constructor. Forms that only fill in
/// what a longer one is given are not: they call it, so that stubbing the one with the request (of <see cref="ChatAsync(OllamaChatRequest, CallOptions?, CancellationToken)"/> and so on) stubs
/// all of them, typed answers and tool loops included.</para>
/// </remarks>
public partial class OllamaClient : IDisposable, IAsyncDisposable
{
    private readonly ApiRunner _runner;
    private readonly IOllamaGenerationApi _generation;
    private readonly IOllamaEmbeddingsApi _embeddings;
    private readonly IOllamaModelsApi _models;
    private readonly IOllamaServerApi _server;
    private readonly IOllamaAccountApi _account;
    private readonly IOllamaDecisionsApi _decisions;
    private readonly IOllamaWebApi _web;
    private readonly Lazy<IOllamaWebApi> _cloudWeb;
    private readonly BlobUploader _uploader;
    private readonly CapabilityCache _capabilities;
    private readonly ContextFit _fit;
    private readonly ClientSetup _setup;

    /// <summary>Makes a client with a connection pool of its own, or over <see cref="LlmConnectionOptions.Handler"/>.</summary>
    /// <param name="options">Settings; where <see langword="null"/>, the server at <c>OLLAMA_HOST</c>, or at <c>http://127.0.0.1:11434</c>.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    /// <exception cref="LlmConfigurationException">An environment variable is wrong; the message names it.</exception>
    [OverloadResolutionPriority(1)]
    public OllamaClient(OllamaClientOptions? options = null)
        : this(new ClientSetup(options ?? new OllamaClientOptions(), null))
    {
    }

    /// <summary>Makes a client for one endpoint.</summary>
    /// <param name="endpoint">The absolute address, <c>http</c> or <c>https</c>. User info becomes Basic authentication.</param>
    /// <exception cref="ArgumentException">The endpoint cannot be used; the message says why.</exception>
    public OllamaClient(Uri endpoint)
        : this(OptionChecks.AbsoluteText(endpoint))
    {
    }

    /// <summary>Makes a client for one endpoint, in any form that <c>OLLAMA_HOST</c> takes.</summary>
    /// <param name="endpoint">Such as <c>localhost</c>, <c>:11435</c> or <c>https://host/prefix</c>.</param>
    /// <exception cref="ArgumentException">The endpoint cannot be used; the message says why.</exception>
    public OllamaClient(string endpoint)
        : this(new OllamaClientOptions { Endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint)) })
    {
    }

    /// <summary>Makes a client over an <see cref="HttpClient"/> of yours, which is never disposed.</summary>
    /// <param name="http">Sends the requests. Its <see cref="HttpClient.BaseAddress"/> is the endpoint where the options name none.</param>
    /// <param name="options">Settings; those of the connection pool have no effect.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public OllamaClient(HttpClient http, OllamaClientOptions? options = null)
        : this(new ClientSetup(options ?? new OllamaClientOptions(), http ?? throw new ArgumentNullException(nameof(http))))
    {
    }

    /// <summary>
    /// For stubs: a client without a server, of which a subclass or a library such as NSubstitute overrides what is called. What is not overridden
    /// throws an <see cref="InvalidOperationException"/> where it would send something.
    /// </summary>
    // Above the public one, which base() of a subclass would otherwise mean.
    [OverloadResolutionPriority(2)]
    protected OllamaClient()
        : this(new ClientSetup(new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = new NoServerHandler(), DefaultModel = NoServerHandler.Model, CloudApiKey = "stub" }, null))
    {
    }

    private OllamaClient(ClientSetup setup)
    {
        _runner = setup.Runner;
        _generation = _runner.Api<IOllamaGenerationApi>();
        _embeddings = _runner.Api<IOllamaEmbeddingsApi>();
        _models = _runner.Api<IOllamaModelsApi>();
        _server = _runner.Api<IOllamaServerApi>();
        _account = _runner.Api<IOllamaAccountApi>();
        _decisions = _runner.Api<IOllamaDecisionsApi>();
        _web = _runner.Api<IOllamaWebApi>();
        _cloudWeb = new Lazy<IOllamaWebApi>(() => setup.CloudRunner.Api<IOllamaWebApi>());
        _uploader = new BlobUploader(_runner.Api<IOllamaBlobsApi>(), _runner);
        _capabilities = new CapabilityCache(_models);
        _fit = new ContextFit(this, _runner.Guard.Options);
        _setup = setup;
    }

    /// <summary>The server's base address, without credentials.</summary>
    public Uri Endpoint => _setup.Endpoint;

    /// <summary>The model of calls that name none, as <see cref="LlmConnectionOptions.DefaultModel"/> says; <see langword="null"/> where they must name one.</summary>
    public string? DefaultModel => _setup.DefaultModel;

    /// <summary>
    /// One of the interfaces of this API, implemented by Refit over this client's connections, timers, retry and errors. It sends requests as
    /// they are given: nothing of the client's own (default model, checks, recovery) is added. It ends with the client.
    /// </summary>
    /// <typeparam name="T">The interface, such as <see cref="IOllamaModelsApi"/>.</typeparam>
    /// <exception cref="ArgumentException">The interface is none of this package.</exception>
    /// <returns>The implementation.</returns>
    public virtual T Api<T>()
        where T : class, IOllamaApi => _runner.NamedApi<T>();

    /// <summary>
    /// For whoever makes the interfaces by Refit itself, as <c>Refit.HttpClientFactory</c> does: settings whose handler is this client's pipeline.
    /// They serve the interfaces of this package only, since its adapters read the answers; the base address is <see cref="Endpoint"/>.
    /// </summary>
    /// <returns>The settings.</returns>
    public virtual RefitSettings CreateRefitSettings() => _runner.CreateRefitSettings();

    /// <summary>Ends all calls that are under way with <see cref="ObjectDisposedException"/> and closes the connections. Nothing in it waits.</summary>
    public virtual void Dispose() => _setup.Dispose();

    /// <summary>The same as <see cref="Dispose"/>: <c>using</c> and <c>await using</c> do the same.</summary>
    /// <returns>A task that is done.</returns>
    public virtual ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private string ModelOr(string? model) => RequestChecks.Model(string.IsNullOrEmpty(model) ? _setup.DefaultModel : model);
}
