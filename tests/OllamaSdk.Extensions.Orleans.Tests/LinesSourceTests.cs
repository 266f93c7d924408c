using OllamaSdk.BulkJobs.Tests.Cluster;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>Lines by number, wherever they begin.</summary>
public sealed class LinesSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("a\nb")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("a\rb\r\rc")]
    [InlineData("\n\na\n\n")]
    [InlineData("\r\n\n\r\n")]
    [InlineData("\uFEFFa\nb")]
    [InlineData("größe\n…\n𝄞")]
    public async Task Lines_are_those_that_dotnet_reads(string text)
    {
        var path = _folder.Texts([]);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken), await AllAsync(new LinesSource(path)));
    }

    [Fact]
    public async Task Any_range_is_read()
    {
        // Longer than the steps of the index, than its buffer, and of uneven length.
        var lines = Enumerable.Range(0, 30_000).Select(i => $"line {i} {new string('é', i % 100)}").ToArray();
        var source = new LinesSource(_folder.Texts(lines));

        Assert.Equal(30_000, await source.CountAsync(TestContext.Current.CancellationToken));
        foreach (var (start, count) in new[] { (0, 1), (1023, 2), (1024, 1), (29_999, 1), (5_000, 7_000), (30_000, 0) })
        {
            var read = await source.ReadAsync(start, count, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(lines.Skip(start).Take(count), read.Select(text => text.Text));
            Assert.Equal(Enumerable.Range(start, count).Select(i => (long)i), read.Select(text => text.Index));
        }
    }

    [Fact]
    public async Task Another_file_in_its_place_is_read_anew()
    {
        var source = new LinesSource(_folder.Texts(["a"]));
        Assert.Equal(["a"], await AllAsync(source));

        _folder.Texts(["b", "c"]);

        Assert.Equal(["b", "c"], await AllAsync(source));
    }

    private static async Task<IEnumerable<string>> AllAsync(LinesSource source) =>
        (await source.ReadAsync(0, (int)await source.CountAsync(CancellationToken.None), CancellationToken.None).ToListAsync()).Select(text => text.Text);
}
