using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Mcp;

/// <summary>Tools of an MCP server in the tool loop of the SDK. The server's are of this SDK, or speak the protocol by hand.</summary>
public sealed class McpClientTests
{
    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Every_client_runs_them_in_its_loop(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("cheese?").CallTool("Find", """{"name":"Käse"}""");
        adapters.Emulator.When("price\":7").Answer("It costs 7.");
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());
        ToolSet tools = [.. (await pair.Client.ListToolsAsync(cancellationToken: Ct)).Select(tool => tool.AsLlmTool())];

        var result = await RunAsync(adapters, client, "cheese?", tools);

        Assert.Equal("It costs 7.", result.Text);
        var call = Assert.Single(result.Calls);
        Assert.Equal("""{"name":"Käse","price":7}""", call.Result!.Content);
        Assert.False(call.Result.IsError);
        var sent = adapters.Sent.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("function")).Single(tool => tool.GetProperty("name").GetString() == "Find");
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Shop.LlmTools.Single(tool => tool.Name == "Find").SchemaUtf8.Span), sent.GetProperty("parameters")));
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task What_failed_there_has_failed_here_in_the_same_words(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("again?").CallTool("Retry", "{}");
        adapters.Emulator.When("list first").Answer("I should ask for the list.");
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());

        var result = await RunAsync(adapters, client, "again?", [(await pair.ToolAsync("Retry")).AsLlmTool()]);

        Assert.Equal("I should ask for the list.", result.Text);
        Assert.Equal((true, ToolFailure.Reported), (result.Calls[0].Result!.IsError, result.Calls[0].Result!.Failure));
        Assert.Equal("Ask for the list first.", result.Calls[0].Result!.Content);
    }

    [Fact]
    public async Task A_loop_that_is_cancelled_cancels_the_call_there()
    {
        TaskCompletionSource waiting = new(), cancelled = new();
        var wait = LlmTool.Create("wait", "Waits for ever.", async token =>
        {
            waiting.SetResult();
            using var listening = token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            return "";
        });
        using var adapters = new Adapters();
        adapters.Emulator.When("wait").CallTool("wait", "{}");
        await using var pair = await McpPair.StartAsync([wait.AsMcpServerTool()]);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = adapters.Chat(Client.Ollama).GetRequiredService<OllamaClient>().RunWithToolsAsync(
            "wait", [(await pair.ToolAsync("wait")).AsLlmTool()], model: Model, cancellationToken: source.Token);

        await Guard.Within(waiting.Task);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Guard.Within(cancelled.Task);
    }

    [Fact]
    public async Task Hints_are_there_for_hooks()
    {
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());

        var (find, say, count) = ((await pair.ToolAsync("Find")).AsLlmTool(), (await pair.ToolAsync("Say")).AsLlmTool(), (await pair.ToolAsync("Count")).AsLlmTool());

        Assert.Equal((true, false), (find.ReadOnly, find.Destructive));
        Assert.Equal((false, true), (say.ReadOnly, say.Destructive));
        Assert.Equal((false, false), (count.ReadOnly, count.Destructive));
    }

    [Fact]
    public async Task Texts_stay_apart_pictures_are_shown_and_a_structure_without_a_text_is_read()
    {
        await using var pair = await McpPair.StartAsync([
            new Raw("texts", new() { Content = [new TextContentBlock { Text = "one" }, new TextContentBlock { Text = "two" }] }),
            new Raw("picture", new() { Content = [new TextContentBlock { Text = "see" }, ImageContentBlock.FromBytes(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, "image/png")] }),
            new Raw("structure", new() { Content = [], StructuredContent = JsonElement.Parse("""{"a":1.50}""") }),
            new Raw("silent", new() { Content = [], IsError = true }),
            new Raw("several", new() { Content = [new TextContentBlock { Text = "no" }, new TextContentBlock { Text = "never" }], IsError = true }),
        ]);

        Assert.Equal("one\ntwo", (await CallAsync("texts")).Content);
        var picture = await CallAsync("picture");
        Assert.Equal(("see", 4), (picture.Content, Assert.Single(picture.Images).Bytes.Length));
        Assert.Equal("""{"a":1.50}""", (await CallAsync("structure")).Content);
        Assert.True((await CallAsync("silent")).IsError);
        var several = await CallAsync("several");
        Assert.Equal((true, "no\nnever"), (several.IsError, several.Content));

        async Task<ToolResult> CallAsync(string tool) => await (await pair.ToolAsync(tool)).AsLlmTool().InvokeAsync("{}"u8.ToArray(), new ToolCallContext(), Ct);
    }

    [Fact]
    public async Task They_are_tools_under_the_middleware_of_Microsoft_as_they_are()
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("say").CallTool("Say", """{"words":"hello"}""");
        adapters.Emulator.When("hello").Answer("It said hello.");
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());
        using var chat = adapters.Chat(Client.Ollama).AsBuilder().UseFunctionInvocation().Build();

        var answer = await chat.GetResponseAsync("say", new ChatOptions { Tools = [await pair.ToolAsync("Say")] }, Ct);

        Assert.Equal("It said hello.", answer.Messages[^1].Text);
    }

    private static async Task<ToolLoopResult> RunAsync(Adapters adapters, Client client, string prompt, ToolSet tools)
    {
        var chat = adapters.Chat(client);
        return client switch
        {
            Client.Ollama => await chat.GetRequiredService<OllamaClient>().RunWithToolsAsync(prompt, tools, model: Model, cancellationToken: Ct),
            Client.OpenAI => await chat.GetRequiredService<OpenAICompatibleClient>().RunWithToolsAsync(prompt, tools, model: Model, cancellationToken: Ct),
            _ => await chat.GetRequiredService<LlmClient>().RunWithToolsAsync(prompt, tools, model: Model, cancellationToken: Ct),
        };
    }

    private sealed class Raw(string name, CallToolResult result) : McpServerTool
    {
        public override Tool ProtocolTool { get; } = new() { Name = name, InputSchema = JsonElement.Parse("""{"type":"object"}""") };

        public override IReadOnlyList<object> Metadata => [];

        public override ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) => new(result);
    }
}
