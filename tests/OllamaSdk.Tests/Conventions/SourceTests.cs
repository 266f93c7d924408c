namespace OllamaSdk.Tests.Conventions;

/// <summary>Rules for the files themselves.</summary>
public sealed class SourceTests
{
    private const int MostLines = 400;

    private static readonly string[] s_ofOneSystem = ["\"/proc/", "\"/bin/", "\"/usr/", "\"/dev/", "\"sh\"", "kill -"];
    // The last one asks for itself.
    private static readonly string[] s_asks = ["OperatingSystem.Is", "Assert.SkipUnless(", "Assert.SkipWhen(", "File.Exists(\"/", "Directory.Exists(\"/", "PtyProgram.Start"];

    private static IReadOnlyList<string> Files { get; } =
    [
        .. ((string[])["src", "generators", "tests"]).SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(Repository.NameOf)
            .Where(file => !file.Split('/').Any(part => part is "obj" or "bin" or "Generated" or "Snapshots")),
    ];

    [Fact]
    public void No_file_is_longer_than_a_person_reads()
    {
        Assert.NotEmpty(Files);
        Assert.All(Files, file => Assert.InRange(Lines(file).Length, 1, MostLines));
    }

    [Fact]
    public void Half_of_the_files_are_short()
    {
        var lengths = Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal)).Select(file => Lines(file).Length).Order().ToArray();

        Assert.InRange(lengths[lengths.Length / 2], 1, 80);
        Assert.InRange(lengths[lengths.Length * 9 / 10], 1, 250);
    }

    [Fact]
    public void Nothing_is_suppressed_without_a_reason_beside_it() => Assert.All(Files.Where(file => !file.EndsWith("/SourceTests.cs", StringComparison.Ordinal)), file =>
    {
        var lines = Lines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Contains("#pragma warning disable", StringComparison.Ordinal) || lines[i].Contains("SuppressMessage(", StringComparison.Ordinal))
            {
                Assert.True(lines[i].Contains("//", StringComparison.Ordinal) || lines[i].Contains("Justification", StringComparison.Ordinal)
                    || (i > 0 && lines[i - 1].Contains("//", StringComparison.Ordinal)), $"{file}:{i + 1} gives no reason");
            }
        }
    });

    // A test that fails on another system for want of something tells nobody anything; one that is skipped, and says what it needs, does.
    [Fact]
    public void A_test_that_needs_something_of_one_system_asks_for_it() =>
        Assert.All(Files.Where(file => file.StartsWith("tests/", StringComparison.Ordinal) && !file.EndsWith("/SourceTests.cs", StringComparison.Ordinal)), file =>
        {
            var text = string.Join('\n', Lines(file));
            var isTest = text.Contains("[Fact]", StringComparison.Ordinal) || text.Contains("[Theory]", StringComparison.Ordinal);
            Assert.True(
                !isTest || !Array.Exists(s_ofOneSystem, text.Contains) || Array.Exists(s_asks, text.Contains),
                $"{file} names a file or a program that only some systems have, and does not ask for it.");
        });

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Repository.Root, file));
}
