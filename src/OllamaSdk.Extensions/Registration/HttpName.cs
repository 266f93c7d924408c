namespace OllamaSdk.Extensions.Registration;

/// <summary>The name of the <see cref="HttpClient"/> behind a client: its type, and its key where it has one.</summary>
internal static class HttpName
{
    public static string Of(Type client, string? key) => key is null ? client.Name : $"{client.Name}:{key}";

    /// <summary>Whether the name is that of such a client; the key is <see langword="null"/> where it has none.</summary>
    public static bool Is(string name, Type client, out string? key)
    {
        var mark = Of(client, "");
        var isKeyed = name.StartsWith(mark, StringComparison.Ordinal);
        key = isKeyed ? name[mark.Length..] : null;
        return isKeyed || name == client.Name;
    }
}
