using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>MCP: this program, started once more, is the server; here is the client.</summary>
internal static class McpScenarios
{
    /// <summary>The argument that makes the program a server.</summary>
    public const string ServerArgument = "mcp";

    /// <summary>Serves the tools over stdio until the input ends.</summary>
    public static async Task ServeAsync()
    {
        await using var transport = new StdioServerTransport("travel");
        await using var server = McpServer.Create(transport, new McpServerOptions { ToolCollection = [.. TravelTools.LlmTools.AsMcpServerTools()] });
        await server.RunAsync();
    }

    public static async Task ServerAsync()
    {
        await using var client = await ConnectAsync();

        var tools = await client.ListToolsAsync();
        foreach (var tool in TravelTools.LlmTools)
        {
            var seen = tools.Single(one => one.Name == tool.Name).ProtocolTool;
            Checks.Same(true, JsonElement.DeepEquals(Parse(tool.SchemaUtf8), seen.InputSchema), $"whether the schema of {tool.Name} is that of compile time");
            Checks.Same(tool.ResultSchemaUtf8 is null, seen.OutputSchema is null, $"whether {tool.Name} has no schema for its result");
        }

        var text = await CallAsync(client, "Temperature", """{"city":"Oslo","unit":"fahrenheit"}""");
        Checks.Same("21 Fahrenheit in Oslo", TextOf(text), "the text");
        var booked = await CallAsync(client, "Book", """{"booking":{"from":"2026-01-02","guest":{"name":"Ada"}}}""");
        Checks.Same("Ada", booked.StructuredContent?.GetProperty("guest").GetProperty("name").GetString(), "the guest of the structured result");
        Checks.Same(booked.StructuredContent?.GetRawText(), TextOf(booked), "the text of the structured result");
        var wrong = await CallAsync(client, "Temperature", "{}");
        Checks.Same(true, wrong.IsError == true && TextOf(wrong).Contains("city", StringComparison.Ordinal), "whether bad arguments are a failure in words");
    }

    public static async Task LoopAsync()
    {
        await using var mcp = await ConnectAsync();
        ToolSet tools = [.. (await mcp.ListToolsAsync()).Select(tool => tool.AsLlmTool())];
        using var emulator = new OllamaEmulator();
        emulator.When("How warm").CallTool("Temperature", """{"city":"Oslo"}""");
        emulator.When("21 Celsius").Answer("Warm enough.");
        using var ollama = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        using var openAI = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = emulator, DefaultModel = "demo" });
        using var llm = new LlmClient(new LlmClientOptions { Handler = emulator, ReadVariable = static _ => null, Targets = { new LlmTarget(LlmProviders.Ollama, "demo") } });

        Checks.Same("Warm enough.", (await ollama.RunWithToolsAsync("How warm is it?", tools)).Text, "the text over the native API");
        Checks.Same("Warm enough.", (await openAI.RunWithToolsAsync("How warm is it?", tools)).Text, "the text over the OpenAI-compatible API");
        Checks.Same("Warm enough.", (await llm.RunWithToolsAsync("How warm is it?", tools)).Text, "the text over one client for many servers");
    }

    private static Task<McpClient> ConnectAsync() =>
        McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions { Command = Environment.ProcessPath!, Arguments = [ServerArgument] }));

    private static async Task<CallToolResult> CallAsync(McpClient client, string tool, string arguments) =>
        await client.CallToolAsync(tool, Parse(System.Text.Encoding.UTF8.GetBytes(arguments)).EnumerateObject().ToDictionary(one => one.Name, object? (one) => one.Value));

    private static string TextOf(CallToolResult result) => ((TextContentBlock)result.Content.Single()).Text;

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        return JsonElement.ParseValue(ref reader);
    }
}
