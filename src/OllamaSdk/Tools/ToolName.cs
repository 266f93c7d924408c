using System.Buffers;

namespace OllamaSdk;

/// <summary>The names of tools. All servers accept them but for a dot, which Ollama and MCP allow and other servers refuse.</summary>
internal static class ToolName
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> _allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxLength || name.AsSpan().ContainsAnyExcept(_allowed))
        {
            throw new ArgumentException(
                $"'{name}' is no tool name that servers accept; use 1 to {MaxLength} ASCII letters, digits, '_', '-' and '.'.", nameof(name));
        }
    }

    /// <summary>The name for the OpenAI-compatible API, many of whose servers refuse a dot.</summary>
    public static string WithoutDots(string name) => name.Replace('.', '_');
}
