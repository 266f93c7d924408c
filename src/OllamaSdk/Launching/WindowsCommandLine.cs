using System.Text;

namespace OllamaSdk.Launching;

/// <summary>Arguments and environment as Windows takes them: each as one text.</summary>
internal static class WindowsCommandLine
{
    /// <summary>One line that a C runtime splits into these arguments again.</summary>
    public static string Join(string program, IEnumerable<string> arguments)
    {
        // A program's own name has no escapes, and a path has no quotation mark.
        var line = new StringBuilder().Append('"').Append(program).Append('"');
        foreach (var argument in arguments)
        {
            line.Append(' ');
            if (argument.Length > 0 && !argument.AsSpan().ContainsAny(" \t\n\v\""))
            {
                line.Append(argument);
            }
            else
            {
                AppendQuoted(line, argument);
            }
        }

        return line.ToString();
    }

    /// <summary>The block of variables: in the order of their names, each ended by a NUL, the whole by one more.</summary>
    public static string Block(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var block = new StringBuilder();
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.OrdinalIgnoreCase))
        {
            block.Append(name).Append('=').Append(value).Append('\0');
        }

        // An empty block has two of them too.
        return (block.Length == 0 ? block.Append('\0') : block).Append('\0').ToString();
    }

    // Backslashes are only themselves, but before a quotation mark each needs another.
    private static void AppendQuoted(StringBuilder line, string argument)
    {
        line.Append('"');
        var backslashes = 0;
        foreach (var c in argument)
        {
            line.Append('\\', c == '"' ? backslashes + 1 : 0).Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        line.Append('\\', backslashes).Append('"');
    }
}
