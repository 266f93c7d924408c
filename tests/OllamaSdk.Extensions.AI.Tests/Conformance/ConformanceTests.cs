using OllamaSdk.TestKit;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>Our adapters meet every demand, but for those that are named here with the reason.</summary>
public sealed class ConformanceTests
{
    // What an LlmClient has no word for, since its servers have nothing of the kind in common.
    private static readonly HashSet<string> NotOfLlm =
        ["options: top k", "options: presence penalty", "options: frequency penalty", "embeddings: shorter vectors can be asked for"];

    public static TheoryData<string, string> Cases => [.. OurAdapters.All.SelectMany(maker => Demand.All.Select(demand => (maker.Name, demand.ToString())))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_adapter_meets_a_demand(string adapter, string demand)
    {
        using var subject = new Subject(OurAdapters.All.Single(maker => maker.Name == adapter), TestContext.Current.CancellationToken);
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
}
