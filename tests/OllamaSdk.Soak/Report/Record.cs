using System.Text.Json;
using OllamaSdk.Soak.Watch;

namespace OllamaSdk.Soak.Report;

/// <summary>The clean runs of this repository: a file of figures, and what the documentation says of them.</summary>
internal static class Record
{
    public const string Begin = "<!-- Written by tests/OllamaSdk.Soak with --record -->";
    public const string End = "<!-- End of what is written -->";

    /// <summary>Adds a run, and writes the page anew.</summary>
    public static void Add(SoakResult result)
    {
        var root = Root();
        var path = Path.Combine(root, "tests", "OllamaSdk.Soak", "runs.json");
        var runs = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), RecordJson.Default.ListRunRecord)! : [];
        runs.Add(RunRecord.Of(result));
        File.WriteAllText(path, JsonSerializer.Serialize(runs, RecordJson.Default.ListRunRecord) + "\n");

        var page = Path.Combine(root, "docs", "soak.md");
        var text = File.ReadAllText(page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        File.WriteAllText(page, $"{text[..begin]}\n\n{RecordText.Of(runs)}\n{text[end..]}");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OllamaSdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Run it inside the repository.");
    }
}
