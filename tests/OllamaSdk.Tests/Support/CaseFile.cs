using System.Text.Json;

namespace OllamaSdk.Tests;

/// <summary>The language-neutral cases that are copied beside the test program.</summary>
internal static class CaseFile
{
    public static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Cases", name)));
        return document.RootElement.Clone();
    }

    /// <summary>The ids of all cases, as theory data.</summary>
    public static TheoryData<string> Ids(string name) => [.. Read(name).GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    public static JsonElement Case(string name, string id) =>
        Read(name).GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);
}
