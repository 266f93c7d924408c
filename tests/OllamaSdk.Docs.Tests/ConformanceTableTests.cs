using OllamaSdk.Benchmarks.Conformance;
using OllamaSdk.Extensions.AI.Conformance;

namespace OllamaSdk.Docs.Tests;

/// <summary>Who does what is told as it is: the table is made anew and compared.</summary>
public sealed class ConformanceTableTests
{
    [Fact]
    public async Task The_table_of_the_page_is_the_one_that_the_command_prints()
    {
        string table = await ConformanceTable.RenderAsync(withReasons: false);

        string page = Page.All["docs/extensions-ai.md"].Text;
        Assert.Contains($"\n{table.ReplaceLineEndings("\n")}\n", page, StringComparison.Ordinal);
        Assert.Contains($"\n{Demand.All.Count} demands, ", page, StringComparison.Ordinal);
    }
}
