using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Tools;

/// <summary>Tools of the SDK as functions of Microsoft.Extensions.AI, and the other way round.</summary>
public sealed partial class AIFunctionTests
{
    private static readonly JsonElement CitySchema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string","minLength":2}},"required":["city"]}""");

    [Fact]
    public async Task A_tool_is_a_function_with_the_schema_and_the_reader_of_compile_time()
    {
        var function = Weather.LlmTools.Single().AsAIFunction();

        var result = await function.InvokeAsync(new AIFunctionArguments { ["city"] = "Oslo", ["days"] = JsonElement.Parse("\"2\"") }, Ct);
        var wrong = await function.InvokeAsync(new AIFunctionArguments { ["days"] = 1 }, Ct);

        Assert.Equal("Forecast", function.Name);
        Assert.Equal("Tells the weather.", function.Description);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Weather.LlmTools.Single().SchemaUtf8.Span), function.JsonSchema));
        Assert.Equal("Oslo: 2", result);
        Assert.Contains("city", Assert.IsType<string>(wrong), StringComparison.Ordinal);
        Assert.Null(function.UnderlyingMethod);
        Assert.Same(Weather.LlmTools.Single(), function.GetService<LlmTool>());
    }

    [Fact]
    public async Task Services_and_pictures_come_through()
    {
        var services = new ServiceCollection().AddSingleton("from services").BuildServiceProvider();
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G'];
        var asks = LlmTool.Create("ask", "", """{"type":"object"}""", (_, context, _) => new(ToolResult.Text(context.Services!.GetRequiredService<string>()))).AsAIFunction();
        var shows = LlmTool.Create("show", "", """{"type":"object"}""", (_, _, _) => new(ToolResult.WithImages("here", LlmImage.FromBytes(png)))).AsAIFunction();

        Assert.Equal("from services", await asks.InvokeAsync(new AIFunctionArguments { Services = services }, Ct));
        var contents = Assert.IsAssignableFrom<IEnumerable<AIContent>>(await shows.InvokeAsync(cancellationToken: Ct)).ToList();
        Assert.Equal("here", ((TextContent)contents[0]).Text);
        Assert.Equal(("image/png", png.Length), (((DataContent)contents[1]).MediaType, ((DataContent)contents[1]).Data.Length));
    }

    [Fact]
    public async Task A_function_is_a_tool_of_the_loop()
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("Oslo?").CallTool("weather", """{"city":"Oslo"}""");
        adapters.Emulator.When("cold in Oslo").Answer("It is cold.");
        using var client = new OllamaClient(new OllamaClientOptions { Handler = adapters.Emulator });
        var function = new Function("weather", CitySchema, arguments => $"cold in {((JsonElement)arguments["city"]!).GetString()}");

        var result = await client.RunWithToolsAsync(
            new OllamaChatRequest { Model = Model, Messages = [OllamaChatMessage.User("Oslo?")] }, new ToolSet([function.AsLlmTool()]), cancellationToken: Ct);

        Assert.Equal("It is cold.", result.Text);
        Assert.True(JsonElement.DeepEquals(CitySchema, adapters.Sent.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters")));
        Assert.Same(Weather.LlmTools.Single(), Weather.LlmTools.Single().AsAIFunction().AsLlmTool());
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Tools_run_under_the_middleware_of_Microsoft(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("Oslo?").CallTools(("Forecast", """{"city":"Oslo","days":2}"""), ("weather", """{"city":"Rome"}"""));
        adapters.Emulator.When("warm in Rome").Answer("Oslo is cold, Rome is warm.");
        using var chat = adapters.Chat(client).AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [.. Weather.LlmTools.AsAITools(), new Function("weather", CitySchema, arguments => $"warm in {arguments["city"]}")] };

        var whole = await chat.GetResponseAsync("Oslo?", options, Ct);
        var streamed = await chat.GetStreamingResponseAsync("Oslo?", options, Ct).ToChatResponseAsync(Ct);

        foreach (var answer in (ChatResponse[])[whole, streamed])
        {
            Assert.Equal("Oslo is cold, Rome is warm.", answer.Messages[^1].Text);
            Assert.Equal(["Oslo: 2", "warm in Rome"], answer.Messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => r.Result?.ToString()));
            Assert.True(answer.Usage!.InputTokenCount > 0);
        }

        var sent = adapters.Sent.GetProperty("tools");
        Assert.Equal(["Forecast", "weather"], sent.EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("name").GetString()));
        Assert.True(JsonElement.DeepEquals(CitySchema, sent[1].GetProperty("function").GetProperty("parameters")));
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task The_tool_mode_is_kept_as_far_as_the_server_can(Client client)
    {
        using var adapters = new Adapters();
        Function a = new("a", CitySchema, _ => ""), b = new("b", CitySchema, _ => "");

        await Ask(ChatToolMode.RequireSpecific("b"));
        Assert.Equal(client == Client.OpenAI ? 2 : 1, adapters.Sent.GetProperty("tools").GetArrayLength());
        Assert.Equal("b", adapters.Sent.GetProperty("tools").EnumerateArray().Last().GetProperty("function").GetProperty("name").GetString());
        Assert.Equal(client == Client.OpenAI ? "b" : null, Choice()?.GetProperty("function").GetProperty("name").GetString());

        await Ask(ChatToolMode.RequireAny);
        Assert.Equal(2, adapters.Sent.GetProperty("tools").GetArrayLength());
        Assert.Equal(client == Client.OpenAI ? "required" : null, Choice()?.GetString());

        await Ask(ChatToolMode.None);
        Assert.Equal(client == Client.OpenAI, adapters.Sent.TryGetProperty("tools", out _));
        Assert.Equal(client == Client.OpenAI ? "none" : null, Choice()?.GetString());

        Task Ask(ChatToolMode mode) => adapters.Chat(client).GetResponseAsync("hello", new ChatOptions { ToolMode = mode, Tools = [a, b] }, Ct);
        JsonElement? Choice() => adapters.Sent.TryGetProperty("tool_choice", out var choice) ? choice : null;
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_tool_that_the_server_should_run_is_refused_and_one_that_is_only_described_is_not(Client client)
    {
        using var adapters = new Adapters();

        await Assert.ThrowsAsync<NotSupportedException>(() => adapters.Chat(client).GetResponseAsync("hello", new ChatOptions { Tools = [new HostedWebSearchTool()] }, Ct));
        await adapters.Chat(client).GetResponseAsync("hello", new ChatOptions { Tools = [new Function("a", CitySchema, _ => "").AsDeclarationOnly()] }, Ct);

        Assert.Equal("a", adapters.Sent.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Strict_tools_and_parallel_calls_are_told_to_servers_that_know_them()
    {
        using var adapters = new Adapters();
        var function = new Function("a", CitySchema, _ => "");

        await adapters.Chat(Client.OpenAI).GetResponseAsync(
            "hello", new ChatOptions { Tools = [function], AllowMultipleToolCalls = false, AdditionalProperties = new() { ["strict"] = true } }, Ct);

        Assert.True(adapters.Sent.GetProperty("tools")[0].GetProperty("function").GetProperty("strict").GetBoolean());
        Assert.False(adapters.Sent.GetProperty("parallel_tool_calls").GetBoolean());
    }

    private sealed class Function(string name, JsonElement schema, Func<AIFunctionArguments, string> call) : AIFunction
    {
        public override string Name => name;

        public override JsonElement JsonSchema => schema;

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => new(call(arguments));
    }

    internal static partial class Weather
    {
        /// <summary>Tells the weather.</summary>
        [LlmTool]
        public static string Forecast(string city, int days = 1) => $"{city}: {days}";
    }
}
