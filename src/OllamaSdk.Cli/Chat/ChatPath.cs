namespace OllamaSdk.Cli.Chat;

/// <summary>Files as a person types them, or drops them into a terminal.</summary>
internal static class ChatPath
{
    /// <summary>The path, without the quotes that a terminal puts around what is dropped into it, and with <c>~</c> for the home.</summary>
    public static string Of(string typed)
    {
        var path = typed is ['\'', .., '\''] or ['"', .., '"'] ? typed[1..^1] : typed;
        return path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..])
            : path;
    }
}
