using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>What a model's tokens look like: about five characters, now and then an escape or a letter outside ASCII.</summary>
internal static class SampleTokens
{
    private static readonly string[] Tokens =
    [
        " the", " model", " reads", " every", " word", ",", " then", " writes", " one", " more", ".", "\\n\\n", " It", " takes", " about",
        " twenty", " millis", "econds", " for", " each", " piece", " caf\u00e9", " \\u003c", "stream", "ing",
    ];

    /// <summary>The token at a place of the answer, as it stands inside a JSON string.</summary>
    public static string Json(int index) => Tokens[index % Tokens.Length];

    /// <summary>The UTF-16 characters of the same token once it is read.</summary>
    public static int Length(int index) => Text(index).Length;

    /// <summary>Its bytes once it is read.</summary>
    public static int Utf8Length(int index) => Encoding.UTF8.GetByteCount(Text(index));

    private static string Text(int index) =>
        Json(index).Replace("\\u003c", "<", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
}
