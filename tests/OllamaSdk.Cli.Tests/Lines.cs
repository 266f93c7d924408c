namespace OllamaSdk.Cli.Tests;

/// <summary>Lines of a server's stream.</summary>
internal static class Lines
{
    public const string ChatEnd = """{"model":"tiny","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}""";

    public static string Chat(string text) => $$"""{"model":"tiny","message":{"role":"assistant","content":"{{text}}"},"done":false}""";
}
