namespace OllamaSdk.Watching;

/// <summary>The conventions' names of what a route does; other routes are not watched.</summary>
internal static class Operations
{
    public const string Chat = "chat";
    public const string TextCompletion = "text_completion";
    public const string Embeddings = "embeddings";

    public static string? Of(string route) => route switch
    {
        "/api/chat" or "/chat/completions" or "/responses" => Chat,
        "/api/generate" or "/completions" => TextCompletion,
        "/api/embed" or "/api/embeddings" or "/embeddings" => Embeddings,
        _ => null,
    };
}
