using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Launching;

/// <summary>What is done with a server that runs already (rows L04 and L05), and with one that its starter leaves behind.</summary>
public sealed class AttachTests
{
    [Fact]
    public async Task L04_a_running_server_is_used_and_left_alone()
    {
        await using var running = new ScriptedServer(c => c.Request.Path == "/api/version" ? c.RespondJsonAsync(TestClient.Version) : c.RespondJsonAsync("{}", 404));
        var options = new OllamaServerOptions { Endpoint = running.Url.ToString(), Program = StandIn.Nowhere };

        var server = await StandIn.EnsureAsync(options);
        Assert.False(server.WasStarted);
        Assert.Null(server.ProcessId);
        await server.DisposeAsync();

        await using var client = new OllamaClient(server.Endpoint.AbsoluteUri);
        Assert.Equal("1.2.3", await client.GetVersionAsync(cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData("text/html", "<html>Welcome to nginx!</html>")]
    [InlineData("application/json", """{"error":"what?"}""")]
    [InlineData("application/json", """{"lmstudio":true}""")]
    public async Task L05_something_else_at_the_port_is_named(string type, string body)
    {
        await using var other = new ScriptedServer(c => c.RespondAsync(200, type, body));
        var options = new OllamaServerOptions { Endpoint = other.Url.ToString(), Program = StandIn.Program };

        var failure = await StandIn.FailAsync(options);

        Assert.Equal(LaunchFailure.PortInUse, failure.Reason);
        Assert.Contains(other.Url.Authority, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_behind_a_starter_is_waited_for()
    {
        await using var server = new StandIn();
        var options = server.Options("--ready-after", "500");
        (options.Provider, options.Endpoint) = (LlmProviders.LmStudio, $"{server.Url}/v1");

        await using var running = await StandIn.EnsureAsync(options);

        Assert.True(running.WasStarted);
        Assert.False(running.HasExited);
        Assert.Contains("Success", running.Log, StringComparison.Ordinal);
        await running.DisposeAsync();
        Assert.True(StandIn.IsAlive(Assert.Single(server.Processes)));
    }

    [Fact]
    public async Task A_server_that_takes_its_address_as_an_argument_is_given_it()
    {
        await using var server = new StandIn();
        var options = server.Options();
        (options.Provider, options.Endpoint) = (LlmProviders.LlamaCpp, server.Url);

        await using var running = await StandIn.EnsureAsync(options);

        Assert.True(running.WasStarted);
        Assert.Equal($"{server.Url}/v1", running.Endpoint.ToString());
    }

    [Fact]
    public async Task Where_no_model_is_named_none_is_asked_for()
    {
        await using var server = new StandIn();
        var options = server.Options("--mlx");
        (options.Provider, options.StartTimeout) = (LlmProviders.Mlx, TimeSpan.FromSeconds(10));
        await using var first = await StandIn.EnsureAsync(options);

        options.Model = "another";
        await using var second = await StandIn.EnsureAsync(options);

        Assert.True(first.WasStarted);
        Assert.Equal(first.ProcessId, second.ProcessId);
    }

    [Fact]
    public async Task A_server_that_was_found_is_not_made_to_load_a_model()
    {
        await using var running = new ScriptedServer(async c =>
        {
            var body = c.Request.Path switch
            {
                "/health" => """{"status":"ok"}""",
                "/v1/models" => """{"object":"list","data":[]}""",
                _ => "{}",
            };
            await c.SendHeadAsync(body == "{}" ? 404 : 200, ("Server", "BaseHTTP/0.6"), ("Content-Type", "application/json"), ("Content-Length", $"{body.Length}"));
            await c.SendAsync(body);
        });
        var options = new OllamaServerOptions { Provider = LlmProviders.Mlx, Model = "another", Endpoint = running.Url.ToString(), Program = StandIn.Nowhere };

        var server = await StandIn.EnsureAsync(options);

        Assert.False(server.WasStarted);
        Assert.All(running.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task L05_a_server_of_another_kind_is_not_shared()
    {
        await using var server = new StandIn();
        await using var running = await StandIn.EnsureAsync(server.Options());
        var other = server.Options();
        other.Provider = LlmProviders.LlamaCpp;

        var failure = await StandIn.FailAsync(other);

        Assert.Equal(LaunchFailure.PortInUse, failure.Reason);
        Assert.Contains("Ollama answers", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.0.2.1:11434")]
    [InlineData("https://127.0.0.1:11434")]
    [InlineData("http://127.0.0.1:0")]
    public async Task Only_an_address_of_this_machine_will_do(string endpoint)
    {
        var failure = await Assert.ThrowsAsync<LlmConfigurationException>(() => StandIn.EnsureAsync(new OllamaServerOptions { Endpoint = endpoint }));

        Assert.Contains("loopback", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_started_from_here_is_refused_with_advice()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => StandIn.EnsureAsync(new OllamaServerOptions { Provider = LlmProviders.Vllm }));

        Assert.Contains("vllm serve", failure.Message, StringComparison.Ordinal);
    }
}
