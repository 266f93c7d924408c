using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>Our three adapters meet every demand, but for those that are named here with the reason.</summary>
public sealed class ConformanceTests
{
    private static readonly AdapterMaker[] Makers =
    [
        new("OllamaClient",
            static (server, model) => new OllamaClient(new OllamaClientOptions { Handler = server }).AsIChatClient(model),
            static (server, model) => new OllamaClient(new OllamaClientOptions { Handler = server }).AsIEmbeddingGenerator(model)),
        new("OpenAICompatibleClient",
            static (server, model) => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = server }).AsIChatClient(model),
            static (server, model) => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = server }).AsIEmbeddingGenerator(model)),
        new("LlmClient",
            static (server, model) => Llm(server).AsIChatClient(model),
            static (server, model) => Llm(server).AsIEmbeddingGenerator(model)),
    ];

    // What an LlmClient has no word for, since its servers have nothing of the kind in common.
    private static readonly HashSet<string> NotOfLlm =
        ["options: top k", "options: presence penalty", "options: frequency penalty", "embeddings: shorter vectors can be asked for"];

    public static TheoryData<string, string> Cases => [.. Makers.SelectMany(maker => Demand.All.Select(demand => (maker.Name, demand.ToString())))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_adapter_meets_a_demand(string adapter, string demand)
    {
        using var subject = new Subject(Makers.Single(maker => maker.Name == adapter), TestContext.Current.CancellationToken);
        var met = Guard.Within(Demand.All.Single(one => one.ToString() == demand).Meet(subject), demand);

        if (adapter == "LlmClient" && NotOfLlm.Contains(demand))
        {
            Assert.True(await Record.ExceptionAsync(() => met) is UnmetException or NotSupportedException);
        }
        else
        {
            await met;
        }
    }

    [Fact]
    public void Every_demand_has_a_name_of_its_own() => Assert.Equal(Demand.All.Count, Demand.All.Select(demand => demand.ToString()).Distinct().Count());

    private static LlmClient Llm(HttpMessageHandler server) =>
        new(new LlmClientOptions { Handler = server, ReadVariable = static _ => null, Targets = { new LlmTarget(LlmProviders.Ollama) } });
}
