using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Mcp;

/// <summary>What a client of an MCP server sees of its <c>[LlmTool]</c> methods.</summary>
public sealed class McpServerTests
{
    /// <summary>The last version that knows structured results which are objects only.</summary>
    private const string Older = "2025-06-18";

    [Fact]
    public async Task Names_words_schemas_and_hints_are_those_of_compile_time()
    {
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());

        var tools = await pair.Client.ListToolsAsync(cancellationToken: Ct);

        Assert.Equal(Shop.LlmTools.Select(tool => (tool.Name, tool.Description)).Order(), tools.Select(tool => (tool.Name, tool.Description)).Order());
        foreach (var tool in Shop.LlmTools)
        {
            var seen = tools.Single(one => one.Name == tool.Name).ProtocolTool;
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(tool.SchemaUtf8.Span), seen.InputSchema));
            Assert.Equal(tool.ResultSchemaUtf8 is null, seen.OutputSchema is null);
        }

        var (find, say) = (tools.Single(tool => tool.Name == "Find").ProtocolTool, tools.Single(tool => tool.Name == "Say").ProtocolTool);
        Assert.Equal((true, false), (find.Annotations!.ReadOnlyHint, find.Annotations.DestructiveHint));
        Assert.Equal((null, true), (say.Annotations!.ReadOnlyHint, say.Annotations.DestructiveHint));
        Assert.Null(tools.Single(tool => tool.Name == "Count").ProtocolTool.Annotations);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Older)]
    public async Task A_result_with_a_schema_is_structured_and_is_there_as_text_too(string? version)
    {
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools(), version);

        var item = await CallAsync(pair, "Find", ("name", "Käse"));
        var names = await CallAsync(pair, "Names");
        var count = await CallAsync(pair, "Count");

        Assert.Equal("""{"name":"Käse","price":7}""", McpPair.TextOf(item));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"name":"Käse","price":7}"""), item.StructuredContent!.Value));
        Assert.Equal("""["Käse","\"Brot\""]""", McpPair.TextOf(names));
        // Older clients take objects only.
        Assert.Equal(version is null ? JsonValueKind.Array : JsonValueKind.Object, names.StructuredContent!.Value.ValueKind);
        Assert.Equal("3", McpPair.TextOf(count));
        Assert.All((CallToolResult[])[item, names, count], result => Assert.NotEqual(true, result.IsError));
    }

    [Fact]
    public async Task A_text_is_a_text_and_a_picture_a_picture()
    {
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());

        var said = await CallAsync(pair, "Say", ("words", "{\"no\": \"<json>\"} é"));
        var drawn = await CallAsync(pair, "Draw");
        var ratio = await CallAsync(pair, "Ratio");

        Assert.Equal("{\"no\": \"<json>\"} é", McpPair.TextOf(said));
        Assert.Null(said.StructuredContent);
        Assert.Equal("Here.", Assert.IsType<TextContentBlock>(drawn.Content[0]).Text);
        Assert.Equal(("image/png", 4), (((ImageContentBlock)drawn.Content[1]).MimeType, ((ImageContentBlock)drawn.Content[1]).DecodedData.Length));
        Assert.Equal("NaN", McpPair.TextOf(ratio));
    }

    [Theory]
    [InlineData("Find", "name")]
    [InlineData("Retry", "Ask for the list first.")]
    [InlineData("Report", "Sold out.")]
    [InlineData("Hurry", "The tool 'Hurry' did not finish within 0.001 s.")]
    public async Task A_failure_is_one_and_says_what_helps(string tool, string words)
    {
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());

        var result = await CallAsync(pair, tool);

        Assert.True(result.IsError);
        Assert.Contains(words, McpPair.TextOf(result), StringComparison.Ordinal);
        Assert.Null(result.StructuredContent);
    }

    [Fact]
    public async Task What_a_tool_throws_is_a_failure_that_gives_no_secret_away()
    {
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());

        var result = await CallAsync(pair, "Fail");

        Assert.True(result.IsError);
        Assert.Contains("Fail", McpPair.TextOf(result), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", McpPair.TextOf(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_cancels_cancels_the_tool()
    {
        (Shop.Waiting, Shop.Cancelled) = (new(), new());
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var call = pair.Client.CallToolAsync("Wait", cancellationToken: source.Token).AsTask();

        await Guard.Within(Shop.Waiting.Task);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Guard.Within(Shop.Cancelled.Task);
    }

    [Fact]
    public async Task Progress_and_services_are_those_of_the_request()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools(), services: services);
        Shop.Heard = new();
        var listener = new Listener();

        var result = await Guard.Within(pair.Client.CallToolAsync("Work", progress: listener, cancellationToken: Ct).AsTask());
        var served = await CallAsync(pair, "Serve");

        Assert.Equal("done", McpPair.TextOf(result));
        Assert.Equal([(1f, "half")], listener.Values);
        Assert.Equal("a service", McpPair.TextOf(served));
    }

    [Fact]
    public async Task A_host_program_serves_them_with_its_services()
    {
        Pipe up = new(), down = new();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMcpServer().WithStreamServerTransport(up.Reader.AsStream(), down.Writer.AsStream()).WithTools(Shop.LlmTools.AsMcpServerTools());
        using var host = builder.Build();
        await host.StartAsync(Ct);
        await using var client = await McpClient.CreateAsync(new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()), cancellationToken: Ct);

        Assert.Equal("a service", McpPair.TextOf(await client.CallToolAsync("Serve", cancellationToken: Ct)));
        Assert.Equal(Shop.LlmTools.Count, (await client.ListToolsAsync(cancellationToken: Ct)).Count);
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task The_words_of_a_tool_that_wants_it_otherwise_reach_a_model_under_middleware_too()
    {
        var retry = Shop.LlmTools.Single(tool => tool.Name == "Retry").AsAIFunction();

        Assert.Equal("Ask for the list first.", await retry.InvokeAsync(cancellationToken: Ct));
    }

    private static async Task<CallToolResult> CallAsync(McpPair pair, string tool, params (string Name, object? Value)[] arguments) =>
        await pair.Client.CallToolAsync(tool, arguments.ToDictionary(one => one.Name, one => one.Value), cancellationToken: Ct);

    private sealed class Listener : IProgress<ProgressNotificationValue>
    {
        public ConcurrentQueue<(float, string?)> Values { get; } = [];

        public void Report(ProgressNotificationValue value)
        {
            Values.Enqueue((value.Progress, value.Message));
            Shop.Heard.TrySetResult();
        }
    }
}
