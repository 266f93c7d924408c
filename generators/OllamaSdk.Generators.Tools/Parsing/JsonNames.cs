namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The names that members have in JSON: camel case, by the same rule as in System.Text.Json.</summary>
internal static class JsonNames
{
    public static string Camel(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0]))
        {
            return name;
        }

        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (i == 1 && !char.IsUpper(letters[i]))
            {
                break;
            }

            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]))
            {
                break;
            }

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new(letters);
    }
}
