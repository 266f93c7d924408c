using System.Buffers;

namespace OllamaSdk;

/// <summary>The names that all servers accept.</summary>
internal static class ToolName
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> _allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxLength || name.AsSpan().ContainsAnyExcept(_allowed))
        {
            throw new ArgumentException(
                $"'{name}' is no tool name that servers accept; use 1 to {MaxLength} ASCII letters, digits, '_' and '-'.", nameof(name));
        }
    }
}
