using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Streaming;

/// <summary>The path to a fault in an answer, as far as it goes through members of the API: further down names are whoever's wrote the answer.</summary>
internal static class KnownPath
{
    /// <param name="path">As .NET says it, such as <c>$.choices[0].message['x y']</c>.</param>
    /// <param name="type">What the whole answer is read as.</param>
    public static string Of(string path, JsonTypeInfo type)
    {
        var known = new StringBuilder("$");
        var at = 1;
        for (JsonTypeInfo? current = type; at < path.Length;)
        {
            if (path[at] == '[' && at + 1 < path.Length && char.IsAsciiDigit(path[at + 1]))
            {
                var end = path.IndexOf(']', at);
                known.Append(path, at, end + 1 - at);
                at = end + 1;
                current = ElementOf(current);
                continue;
            }

            var name = path[at] == '.' ? path[(at + 1)..].Split('.', '[')[0] : "";
            var property = current?.Properties.FirstOrDefault(one => one.Name == name);
            if (property is null || property.IsExtensionData)
            {
                return known.Append(".…").ToString();
            }

            known.Append('.').Append(name);
            at += name.Length + 1;
            current = property.Options.TryGetTypeInfo(property.PropertyType, out var next) ? next : null;
        }

        return known.ToString();
    }

    private static JsonTypeInfo? ElementOf(JsonTypeInfo? list) =>
        list?.ElementType is { } element && list.Options.TryGetTypeInfo(element, out var found) ? found : null;
}
