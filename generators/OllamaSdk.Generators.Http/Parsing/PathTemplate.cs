namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>A path as written in a verb attribute, cut into its placeholders.</summary>
internal static class PathTemplate
{
    /// <summary>The first character that no path of ours holds, or <see langword="null"/>. Placeholders are judged elsewhere.</summary>
    public static char? ForbiddenCharacter(string path)
    {
        var depth = 0;
        foreach (var c in path)
        {
            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            if (c == '\\' || char.IsControl(c) || char.IsWhiteSpace(c) || (depth == 0 && c is '?' or '#'))
            {
                return c;
            }
        }

        return null;
    }

    /// <summary>Reads the placeholders' names in order, each once.</summary>
    /// <param name="fault">The text of the first placeholder that is not a plain <c>{name}</c>.</param>
    public static List<string> Placeholders(string path, out string? fault)
    {
        var names = new List<string>();
        fault = null;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '}')
            {
                fault = "}";
                return names;
            }

            if (path[i] != '{')
            {
                continue;
            }

            var end = path.IndexOf('}', i);
            var name = end < 0 ? "" : path.Substring(i + 1, end - i - 1);
            if (!IsName(name))
            {
                fault = end < 0 ? path.Substring(i) : path.Substring(i, end - i + 1);
                return names;
            }

            if (IndexOf(names, name) < 0)
            {
                names.Add(name);
            }

            i = end;
        }

        return names;
    }

    /// <summary>Placeholders match parameters in any case.</summary>
    public static int IndexOf(List<string> names, string name) =>
        names.FindIndex(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsName(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
