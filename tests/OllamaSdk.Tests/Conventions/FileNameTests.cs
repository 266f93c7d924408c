namespace OllamaSdk.Tests.Conventions;

/// <summary>The names of all files can be had on every system: a checkout on Windows would fail, one on macOS would lose a file.</summary>
public sealed class FileNameTests
{
    // Windows' 260, less room for where the checkout lies and for what a build puts below obj/.
    private const int Longest = 160;

    private static readonly string[] s_notOurs = [".git", "obj", "bin", "artifacts", "packages"];
    private static readonly string[] s_devices = ["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3"];

    private static IReadOnlyList<string> Files { get; } = [.. Below(Repository.Root).Select(Repository.NameOf)];

    [Fact]
    public void No_two_differ_by_their_case_alone() =>
        Assert.Empty(Files.GroupBy(file => file, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => string.Join(" and ", same)));

    [Fact]
    public void Each_is_one_that_Windows_takes()
    {
        Assert.NotEmpty(Files);
        Assert.All(Files, file =>
        {
            Assert.InRange(file.Length, 1, Longest);
            Assert.DoesNotContain(file, c => c < ' ' || ":?*<>|\"\\".Contains(c, StringComparison.Ordinal));
            Assert.All(file.Split('/'), part =>
            {
                Assert.False(part.EndsWith('.') || part.EndsWith(' '), file);
                Assert.DoesNotContain(part.Split('.')[0], s_devices, StringComparer.OrdinalIgnoreCase);
            });
        });
    }

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateDirectories(folder)
        .Where(inner => !s_notOurs.Contains(Path.GetFileName(inner))).SelectMany(Below).Concat(Directory.EnumerateFiles(folder));
}
