using System.Globalization;
using System.Text.RegularExpressions;

namespace OllamaSdk.Tests.Conventions;

/// <summary>Who filters logs by id reads docs/telemetry.md: it has every event of the library, with its level, and each id is one event's alone.</summary>
public sealed partial class LogListTests
{
    private static readonly string s_library = Path.Combine(Repository.Root, "src");

    [Fact]
    public void Each_event_has_an_id_of_its_own()
    {
        var shared = Events().GroupBy(one => one.Id).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(one => one.Name))}");

        Assert.Empty(shared);
    }

    [Fact]
    public void The_page_lists_every_event_with_its_level_in_order()
    {
        var page = Listed().ToList();

        Assert.Equal(Events().OrderBy(one => one.Id).Select(one => $"{one.Id} {one.Level}"), page.Select(one => $"{one.Id} {one.Level}"));
    }

    // The libraries that programs run with: the command line has its own output and no log, and an app host writes to the dashboard's log of each resource.
    private static IReadOnlyList<(int Id, string Level, string Name)> Events()
    {
        var events = Directory.GetFiles(s_library, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Repository.NameOf(file).Split('/').Any(part => part is "bin" or "obj" or "OllamaSdk.Aspire.Hosting"))
            .Select(File.ReadAllText)
            .Where(text => text.Contains("[LoggerMessage(", StringComparison.Ordinal))
            .SelectMany(text =>
            {
                var read = Event().Matches(text);
                Assert.Equal(Mark().Count(text), read.Count);
                return read;
            })
            .Select(match => (int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture), match.Groups["level"].Value, match.Groups["name"].Value))
            .ToList();
        Assert.True(events.Count >= 12, $"{events.Count} events");
        return events;
    }

    private static IEnumerable<(int Id, string Level)> Listed()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md"));
        var list = page[page.IndexOf("\n## Logs", StringComparison.Ordinal)..];
        return Line().Matches(list).Select(match => (int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture), match.Groups["level"].Value));
    }

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?<id>\d+),\s*LogLevel\.(?<level>\w+),.*?public static partial void (?<name>\w+)\(", RegexOptions.Singleline)]
    private static partial Regex Event();

    [GeneratedRegex(@"\[LoggerMessage\(")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\| (?<id>\d+) \| (?<level>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Line();
}
