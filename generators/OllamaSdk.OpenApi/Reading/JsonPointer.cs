namespace OllamaSdk.OpenApi.Reading;

/// <summary>Addresses inside a JSON document (RFC 6901).</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string key) =>
        $"{pointer}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The keys of a pointer, unescaped.</summary>
    public static IEnumerable<string> Split(string pointer)
    {
        foreach (var key in pointer.Split('/')[1..])
        {
            yield return key.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }
    }
}
