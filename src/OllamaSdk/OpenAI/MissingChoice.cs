namespace OllamaSdk.OpenAI;

/// <summary>An answer in which nothing is answered.</summary>
internal static class MissingChoice
{
    public static LlmProtocolException At(Uri address) => new("The server's answer holds no choice, so no text and no reason for its end.") { Endpoint = address };
}
