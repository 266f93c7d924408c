using System.Text.Json;
using OllamaSdk.Tests.Conventions;
using OllamaSdk.Tests.Streaming;

namespace OllamaSdk.Tests.Fuzz;

/// <summary>Objects that servers really sent, one a line: the transcripts, the field's cases and the recordings of the contract tests.</summary>
internal static class FuzzSeeds
{
    private const int MaxLength = 4000;

    public static IReadOnlyList<string> Lines { get; } = [.. Bodies().SelectMany(Objects).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Bodies()
    {
        foreach (var id in CaseFile.Ids(Transcript.FileName))
        {
            yield return System.Text.Encoding.UTF8.GetString(Transcript.Load(id.Data).Bytes);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases", "field")).Order(StringComparer.Ordinal))
        {
            yield return File.ReadAllText(file);
        }

        var stubs = Path.Combine(Repository.Root, "tests", "OllamaSdk.ContractTests", "stubs", "mappings");
        foreach (var file in Directory.EnumerateFiles(stubs, "*.json").Order(StringComparer.Ordinal))
        {
            using var stub = JsonDocument.Parse(File.ReadAllBytes(file));
            var response = stub.RootElement.GetProperty("response");
            yield return response.TryGetProperty("body", out var body) ? body.GetString()!
                : response.TryGetProperty("jsonBody", out var json) ? json.GetRawText().ReplaceLineEndings("") : "";
        }
    }

    private static IEnumerable<string> Objects(string body) => body.Split('\n')
        .Select(line => line.StartsWith("data:", StringComparison.Ordinal) ? line[5..].Trim() : line.Trim())
        .Where(line => line.StartsWith('{') && line.Length < MaxLength && IsObject(line));

    private static bool IsObject(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        // A name that is half a surrogate pair: what is made of a line here could not hold it.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
