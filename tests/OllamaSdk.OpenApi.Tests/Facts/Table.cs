namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>Facts as lines of <c>name: word word</c>; a line that starts with a blank continues the one before it.</summary>
internal static class Table
{
    public static IReadOnlyDictionary<string, string[]> Of(string text) => text
        .ReplaceLineEndings("\n")
        .Replace("\n ", " ", StringComparison.Ordinal)
        .Split('\n')
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
