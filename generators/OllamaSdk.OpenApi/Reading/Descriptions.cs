using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>Documentation from the description of a place and from what its schema limits.</summary>
internal static class Descriptions
{
    /// <summary>The description; a problem where there is none, because it becomes a public documentation comment.</summary>
    public static string Required(Place place)
    {
        if (place.Text("description") is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        place.Report("has no description; write one, it becomes the documentation comment");
        return "";
    }

    /// <summary>What a schema says about default, limits and age, as sentences.</summary>
    public static IEnumerable<string> Notes(Place schema)
    {
        if (schema.Find("default") is { } standard)
        {
            yield return $"Default of the server: `{standard.Display()}`.";
        }

        var (minimum, maximum) = (schema.Find("minimum")?.Display(), schema.Find("maximum")?.Display());
        if (minimum is not null || maximum is not null)
        {
            yield return (minimum, maximum) switch
            {
                (null, _) => $"At most {maximum}.",
                (_, null) => $"At least {minimum}.",
                _ => $"From {minimum} to {maximum}.",
            };
        }

        if (schema.Flag("deprecated"))
        {
            yield return "Deprecated by the server.";
        }
    }

    public static Documentation Type(Place schema) => Documentation.From(Required(schema), Notes(schema));

    public static Documentation Property(Place schema, string wireName) =>
        Documentation.From(Required(schema), [.. Notes(schema), $"Wire name: `{wireName}`."]);
}
