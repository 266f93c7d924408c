namespace OllamaSdk.Cli.Commands;

/// <summary>The way to the web: ollama.com where there is a key for it, else the server, as whoever is signed in there.</summary>
internal static class WebAccess
{
    public static bool IsDirect(CommandContext context) => !context.IsDemo && !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OLLAMA_API_KEY"));

    public static string Describe(string what) => $"{what}: by ollama.com where OLLAMA_API_KEY is set, else by the server, which must be signed in.";
}
