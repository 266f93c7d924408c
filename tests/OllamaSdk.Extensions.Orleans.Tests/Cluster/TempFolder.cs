using System.Text.Json;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>A folder with texts, and for results.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ollamasdk-jobs-");

    public string Results => Path.Combine(_folder.FullName, "results");

    public string Texts(IEnumerable<string> texts)
    {
        var path = Path.Combine(_folder.FullName, "texts.txt");
        File.WriteAllLines(path, texts);
        return path;
    }

    /// <summary>The rows of a job in the order of the files. A line that is no row is an error.</summary>
    public IReadOnlyList<JsonElement> Rows(string job) =>
        [.. Directory.EnumerateFiles(Path.Combine(Results, job)).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement)];

    public void Dispose() => _folder.Delete(recursive: true);
}
