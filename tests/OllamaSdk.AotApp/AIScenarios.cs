using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>Microsoft.Extensions.AI over the clients: tools as functions, typed answers, registration.</summary>
internal static partial class AIScenarios
{
    internal sealed record City(string Name, int People);

    public static async Task ToolsAsync()
    {
        using var emulator = Emulator();
        using var ollama = new OllamaClient(new OllamaClientOptions { Handler = emulator });
        using var openAI = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = emulator });
        using var llm = new LlmClient(new LlmClientOptions { Handler = emulator, ReadVariable = static _ => null, Targets = { new LlmTarget(LlmProviders.Ollama) } });
        foreach (var adapter in (IChatClient[])[ollama.AsIChatClient("demo"), openAI.AsIChatClient("demo"), llm.AsIChatClient("demo")])
        {
            using var chat = adapter.AsBuilder().UseFunctionInvocation().Build();
            var options = new ChatOptions { Tools = [.. TravelTools.LlmTools.AsAITools()], AdditionalProperties = new() { ["num_ctx"] = 2048 } };
            var whole = await chat.GetResponseAsync("How warm is it?", options);
            var streamed = await chat.GetStreamingResponseAsync("How warm is it?", options).ToChatResponseAsync();
            Checks.Same("Warm enough.", whole.Messages[^1].Text, "the text");
            Checks.Same("Warm enough.", streamed.Messages[^1].Text, "the streamed text");
        }
    }

    public static async Task TypedAsync()
    {
        using var emulator = Emulator();
        using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator });
        var options = new JsonSerializerOptions { TypeInfoResolver = Cities.Default };

        var city = await client.AsIChatClient("demo").GetResponseAsync<City>("Which city?", options);

        Checks.Same(new City("Oslo", 7), city.Result, "the typed answer");
    }

    public static async Task RegisteredAsync()
    {
        using var emulator = Emulator();
        var services = new ServiceCollection();
        var builder = services.AddKeyedOllama("small", options => options.Handler = emulator);
        builder.AddChatClient("demo").UseFunctionInvocation();
        builder.AddEmbeddingGenerator("demo-embed");
        await using var provider = services.BuildServiceProvider();

        var answer = await provider.GetRequiredKeyedService<IChatClient>("small").GetResponseAsync("21 Celsius");
        var vectors = await provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("small").GenerateAsync(["a", "b"]);
        var kept = JsonSerializer.Serialize(answer, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse)));

        Checks.Same("Warm enough.", answer.Text, "the text");
        Checks.Same(2, vectors.Count, "how many vectors there are");
        Checks.Same(true, kept.Contains("Warm enough.", StringComparison.Ordinal), "whether an answer becomes JSON");
    }

    private static OllamaEmulator Emulator()
    {
        var emulator = new OllamaEmulator();
        emulator.When("warm").CallTool("Temperature", """{"city":"Oslo"}""");
        emulator.When("21 Celsius").Answer("Warm enough.");
        emulator.When("city?").Answer("""{"Name":"Oslo","People":7}""");
        return emulator;
    }

    [JsonSerializable(typeof(City))]
    private sealed partial class Cities : JsonSerializerContext;
}
