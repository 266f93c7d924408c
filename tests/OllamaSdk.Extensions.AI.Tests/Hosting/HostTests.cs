using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Hosting;

/// <summary>From the configuration to the dashboard: what a host program gets that uses all of it.</summary>
[Collection(ListeningCollection.Name)]
public sealed class HostTests
{
    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_streamed_answer_with_a_tool_is_seen_by_the_conventions_names(Client client)
    {
        await using var host = await StartAsync(client, chat => chat.UseFunctionInvocation());

        var answer = await AskAsync(host, streamed: true);

        Assert.Equal("Warm enough.", answer);
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync(Ct)).Status);
        Assert.Equal(["chat demo", "execute_tool temperature", "chat demo"], Told(host));
        Assert.Empty(host.Spans().Where(span => span.GetTagItem("gen_ai.operation.name") is not null).SelectMany(Convention.Faults));
        Assert.All(host.Spans(), span => Assert.Equal(LlmTelemetry.SourceName, span.Source.Name));
        Assert.Single(host.Spans().Select(span => span.TraceId).Distinct());
        Assert.All(host.Spans().Where(span => span.DisplayName == "chat demo"), span => Assert.Equal(
            ("127.0.0.1", host.Address.Port, true), (span.GetTagItem("server.address"), span.GetTagItem("server.port"), span.GetTagItem("gen_ai.request.stream"))));

        var metrics = host.Metrics();
        Assert.Empty(metrics.SelectMany(Convention.Faults));
        Assert.Equal(
            ["gen_ai.client.operation.duration 2", "gen_ai.client.operation.time_to_first_chunk 2", "gen_ai.client.token.usage 4"],
            metrics.Where(metric => !metric.Name.EndsWith("per_output_chunk", StringComparison.Ordinal)).Select(metric => $"{metric.Name} {Count(metric)}").Order(StringComparer.Ordinal));
        Assert.All(metrics, metric => Assert.Equal(LlmTelemetry.MeterName, metric.MeterName));

        // Each call begins and ends in the SDK's log, and the middleware's own log is there as well.
        Assert.Equal([10, 11, 10, 11], host.Logs.Lines.Where(line => line.Category == "OllamaSdk").Select(line => line.Id.Id).Where(id => id is 10 or 11 or 12));
        Assert.Contains(host.Logs.Lines, line => line.Category == typeof(LoggingChatClient).FullName);
    }

    [Theory]
    [InlineData(Client.Ollama, false)]
    [InlineData(Client.Ollama, true)]
    [InlineData(Client.OpenAI, false)]
    [InlineData(Client.OpenAI, true)]
    [InlineData(Client.Llm, false)]
    [InlineData(Client.Llm, true)]
    public async Task Where_the_middleware_tells_of_it_the_SDK_does_not(Client client, bool streamed)
    {
        await using var host = await StartAsync(client, chat => chat.UseFunctionInvocation().UseOpenTelemetry());

        await AskAsync(host, streamed);

        Assert.Equal(["chat demo", "execute_tool temperature", "chat demo"], Told(host));
        Assert.All(host.Spans(), span => Assert.Equal(WatchedHost.Middleware, span.Source.Name));
        Assert.All(host.Metrics(), metric => Assert.Equal(WatchedHost.Middleware, metric.MeterName));
        Assert.Equal(2, Count(host.Metrics().Single(metric => metric.Name == "gen_ai.client.operation.duration")));
    }

    [Theory]
    [InlineData(Client.Ollama, false)]
    [InlineData(Client.Ollama, true)]
    [InlineData(Client.OpenAI, false)]
    [InlineData(Client.OpenAI, true)]
    [InlineData(Client.Llm, false)]
    [InlineData(Client.Llm, true)]
    public async Task A_middleware_around_the_calls_of_functions_tells_of_all_turns_at_once(Client client, bool streamed)
    {
        await using var host = await StartAsync(client, chat => chat.UseOpenTelemetry().UseFunctionInvocation());

        await AskAsync(host, streamed);

        Assert.Equal(["execute_tool temperature", "chat demo"], Told(host));
        Assert.Equal(WatchedHost.Middleware, host.Spans()[^1].Source.Name);
        Assert.All(host.Metrics(), metric => Assert.Equal(WatchedHost.Middleware, metric.MeterName));
    }

    [Theory]
    [InlineData(false, LlmTelemetry.SourceName)]
    [InlineData(true, WatchedHost.Middleware)]
    public async Task Vectors_are_told_of_once(bool isMiddlewareOn, string source)
    {
        await using var host = await StartAsync(Client.Ollama, chat => chat);
        var builder = host.Services.GetRequiredService<OllamaClient>().AsIEmbeddingGenerator("demo-embed").AsBuilder();
        using var generator = (isMiddlewareOn ? builder.UseOpenTelemetry() : builder).Build();

        await generator.GenerateAsync(["sky"], cancellationToken: Ct);

        var span = Assert.Single(host.Spans());
        Assert.Equal(("embeddings demo-embed", source), (span.DisplayName, span.Source.Name));
        Assert.All(host.Metrics(), metric => Assert.Equal(source, metric.MeterName));
    }

    [Fact]
    public async Task What_a_tool_asks_of_a_model_is_a_call_of_its_own()
    {
        await using var host = await StartAsync(Client.Ollama, chat => chat.UseOpenTelemetry().UseFunctionInvocation());
        host.Emulator.When("ask").Answer("21 Celsius");
        var client = host.Services.GetRequiredService<OllamaClient>();
        var asks = LlmTool.Create(
            "temperature", "Asks a model.", """{"type":"object"}""",
            async (_, _, token) => ToolResult.Text((await client.ChatAsync("I ask you.", cancellationToken: token)).Message.Content));

        await host.Services.GetRequiredService<IChatClient>().GetResponseAsync("How warm is it?", new ChatOptions { Tools = [asks.AsAIFunction()] }, Ct);

        Assert.Equal(["chat demo", "execute_tool temperature", "chat demo"], Told(host));
        Assert.Equal([LlmTelemetry.SourceName, LlmTelemetry.SourceName, WatchedHost.Middleware], host.Spans().Where(IsTold).Select(span => span.Source.Name));
    }

    [Fact]
    public async Task A_server_that_is_gone_is_unhealthy_and_its_failure_is_seen()
    {
        await using var host = await StartAsync(Client.Ollama, chat => chat);
        host.Emulator.On("/").Fail(OllamaSdk.Testing.Fault.Status(400, "no"));

        await Assert.ThrowsAnyAsync<LlmApiException>(() => AskAsync(host, streamed: true));

        Assert.Equal(HealthStatus.Unhealthy, (await host.CheckAsync(Ct)).Status);
        Assert.Equal("bad_request", Assert.Single(host.Spans()).GetTagItem("error.type"));
        Assert.Equal([10, 12], host.Logs.Lines.Where(line => line.Category == "OllamaSdk").Select(line => line.Id.Id).Where(id => id is 10 or 11 or 12));
    }

    private static async Task<WatchedHost> StartAsync(Client client, Func<ChatClientBuilder, ChatClientBuilder> middleware)
    {
        var host = await WatchedHost.StartAsync(client, middleware, Ct);
        host.Emulator.When("warm").CallTool("temperature", """{"city":"Oslo"}""");
        host.Emulator.When("21 Celsius").Answer("Warm enough.");
        return host;
    }

    private static async Task<string> AskAsync(WatchedHost host, bool streamed)
    {
        var chat = host.Services.GetRequiredService<IChatClient>();
        var tool = LlmTool.Create("temperature", "Tells the temperature.", """{"type":"object","properties":{"city":{"type":"string"}}}""", (_, _, _) => new(ToolResult.Text("21 Celsius")));
        var options = new ChatOptions { Tools = [tool.AsAIFunction()] };
        var answer = streamed
            ? await chat.GetStreamingResponseAsync("How warm is it?", options, Ct).ToChatResponseAsync(Ct)
            : await chat.GetResponseAsync("How warm is it?", options, Ct);
        return answer.Messages[^1].Text;
    }

    // The spans that the conventions know, in the order of their ends. One that only groups the turns is Microsoft's own.
    private static IEnumerable<string> Told(WatchedHost host) => host.Spans().Where(IsTold).Select(span => span.DisplayName);

    private static bool IsTold(System.Diagnostics.Activity span) => span.DisplayName != "orchestrate_tools";

    private static long Count(MetricSnapshot metric)
    {
        var count = 0L;
        foreach (var point in metric.MetricPoints)
        {
            count += point.GetHistogramCount();
        }

        return count;
    }
}
