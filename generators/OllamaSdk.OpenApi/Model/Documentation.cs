namespace OllamaSdk.OpenApi.Model;

/// <summary>A documentation comment, still as plain text with backticks.</summary>
/// <param name="Summary">The first paragraph.</param>
/// <param name="Remarks">The other paragraphs, and what the tool adds.</param>
internal sealed record Documentation(string Summary, IReadOnlyList<string> Remarks)
{
    /// <summary>Takes a description apart at its empty lines.</summary>
    public static Documentation From(string text, params IEnumerable<string> notes)
    {
        var paragraphs = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(paragraphs.Length == 0 ? "" : paragraphs[0], [.. paragraphs.Length == 0 ? [] : paragraphs[1..], .. notes]);
    }
}
