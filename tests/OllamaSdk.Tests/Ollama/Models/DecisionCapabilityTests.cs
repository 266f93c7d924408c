using OllamaSdk.Testing;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Models;

/// <summary>The capability <c>decision</c>: found in lists, asked for before sending where that is wanted, and by preflight.</summary>
public sealed class DecisionCapabilityTests : IAsyncLifetime
{
    private static readonly SystemOneRequest s_request = SystemOneRequest.About("s", ("q", SystemOneQuestion.YesNo("q")));
    private static readonly SystemOneRequest s_withPicture = s_request with { Images = [LlmImage.FromBytes(new byte[] { 1 })] };

    private readonly OllamaEmulator _emulator = new(new EmulatorOptions
    {
        Models =
        {
            new EmulatedModel("nimble") { Capabilities = [ModelCapability.Decision] },
            new EmulatedModel("clef") { Capabilities = [ModelCapability.Decision, ModelCapability.Vision] },
        },
    });

    private EmulatorListener _listener = null!;

    private IEnumerable<string> Paths => _emulator.Requests.Select(request => request.Path);

    public async ValueTask InitializeAsync() => _listener = await _emulator.ListenAsync(cancellationToken: Ct);

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _emulator.Dispose();
    }

    [Theory]
    [InlineData("demo", false, "decision")]
    [InlineData("nimble", true, "vision")]
    public async Task A_model_that_cannot_is_refused_before_the_state_is_sent_where_that_is_wanted(string model, bool withPicture, string lacks)
    {
        using var checks = Create(_listener.Endpoint, options => options.CheckCapabilities = true);
        using var asks = Create(_listener.Endpoint);
        var request = (withPicture ? s_withPicture : s_request) with { Model = model };

        var before = await Assert.ThrowsAsync<LlmApiException>(() => checks.DecideAsync(request, Ct));
        Assert.Equal(["/api/tags", "/api/show"], Paths);
        var after = await Assert.ThrowsAsync<LlmApiException>(() => asks.DecideAsync(request, Ct));

        Assert.Equal((0, ApiErrorKind.ModelDoesNotSupport, lacks), (before.Status, before.Kind, before.MissingCapability));
        Assert.Equal((400, ApiErrorKind.ModelDoesNotSupport, lacks), (after.Status, after.Kind, after.MissingCapability));
    }

    [Theory]
    [InlineData("nimble", false)]
    [InlineData("clef", true)]
    public async Task A_model_that_can_is_asked(string model, bool withPicture)
    {
        using var client = Create(_listener.Endpoint, options => options.CheckCapabilities = true);

        var answer = await client.DecideAsync((withPicture ? s_withPicture : s_request) with { Model = model }, Ct);

        Assert.InRange(answer.Answers["q"].Noul!.Value, 0, 1);
        Assert.Equal(["/api/tags", "/v1/systemone"], Paths);
    }

    [Fact]
    public async Task Lists_tell_of_it()
    {
        using var client = LlmServers.ClientOf(new LlmTarget(LlmProviders.Ollama, "nimble", _listener.Endpoint));

        var models = await client.ListModelsAsync(cancellationToken: Ct);

        Assert.Equal([ModelCapability.Decision], Assert.Single(models, model => model.Id == "nimble:latest").Capabilities);
    }

    [Fact]
    public async Task Preflight_finds_what_a_model_cannot_decide_and_that_a_decision_model_cannot_chat()
    {
        using var client = LlmServers.ClientOf(
            new LlmTarget(LlmProviders.Ollama, "demo", _listener.Endpoint),
            new LlmTarget(LlmProviders.Ollama, "nimble", _listener.Endpoint),
            new LlmTarget(LlmProviders.Ollama, "clef", _listener.Endpoint));

        var text = await client.PreflightAsync(s_request, Ct);
        var picture = await client.PreflightAsync(s_withPicture, Ct);
        var chat = await client.PreflightAsync(new LlmRequest("hi"), Ct);

        Assert.Equal(["The model 'demo' does not support decision; it has: completion, tools, thinking."], text.Targets[0].Problems);
        Assert.Equal([1, 0, 0], text.Targets.Select(target => target.Problems.Count));
        Assert.Equal([2, 1, 0], picture.Targets.Select(target => target.Problems.Count));
        Assert.Equal([0, 1, 1], chat.Targets.Select(target => target.Problems.Count));
        Assert.DoesNotContain("/v1/systemone", Paths);
        await Assert.ThrowsAsync<ArgumentException>(() => client.PreflightAsync(new SystemOneRequest(), Ct));
    }

    [Fact]
    public async Task Other_servers_lists_do_not_know_the_word()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"object":"list","data":[{"id":"m","architecture":{"input_modalities":["text","image"]}}]}"""));
        using var client = LlmServers.ClientOf(server.V1(LlmProviders.LlamaCpp));

        Assert.True((await client.PreflightAsync(s_withPicture, Ct)).IsReady);
    }

    [Fact]
    public async Task A_full_memory_is_made_room_in_and_the_answer_says_so()
    {
        _emulator.On("/v1/systemone").Fail(Fault.OutOfMemory).AsUsual();
        using var client = Create(_listener.Endpoint, options => options.OutOfMemoryRecovery = true);
        await client.LoadModelAsync("demo", cancellationToken: Ct);

        var answer = await client.DecideAsync(s_request with { Model = "nimble" }, Ct);

        Assert.Equal(["demo:latest"], answer.MemoryRecovery!.UnloadedModels);
        Assert.Null(answer.MemoryRecovery.ContextLength);
    }

    [Fact]
    public async Task A_model_that_only_decides_is_loaded_and_unloaded_too()
    {
        using var client = Create(_listener.Endpoint);
        using var both = LlmServers.ClientOf(new LlmTarget(LlmProviders.Ollama, "clef", _listener.Endpoint));

        await client.LoadModelAsync("nimble", KeepAlive.Forever, cancellationToken: Ct);
        await both.PrewarmAsync(cancellationToken: Ct);
        var loaded = await client.ListRunningModelsAsync(cancellationToken: Ct);
        await client.UnloadModelAsync("nimble", cancellationToken: Ct);

        Assert.Equal(["clef:latest", "nimble:latest"], loaded.Models.Select(model => model.Name).Order());
        Assert.Equal("clef:latest", Assert.Single((await client.ListRunningModelsAsync(cancellationToken: Ct)).Models).Name);
    }

    [Fact]
    public async Task What_can_do_nothing_is_refused_as_before()
    {
        await using ScriptedServer server = new(c => c.Request.Path == "/v1/systemone"
            ? c.RespondAsync(404, "text/plain", "404 page not found")
            : c.RespondJsonAsync($$"""{"error":"\"m\" does not support {{c.Request.Path[5..]}}"}""", 400));
        using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.LoadModelAsync(cancellationToken: Ct));

        Assert.Equal("embed", error.MissingCapability);
        Assert.Equal(["/api/generate", "/api/embed", "/v1/systemone"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task The_context_which_such_a_request_cannot_set_is_not_said_to_be_smaller()
    {
        _emulator.On("/v1/systemone").Fail(Fault.OutOfMemory);
        using var client = Create(_listener.Endpoint, options => options.OutOfMemoryRecovery = true);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.DecideAsync(s_request with { Model = "nimble" }, Ct));

        Assert.Equal(ApiErrorKind.OutOfMemory, error.Kind);
        Assert.Null(error.MemoryRecovery!.ContextLength);
        Assert.Equal(2, Paths.Count(path => path == "/v1/systemone"));
    }
}
