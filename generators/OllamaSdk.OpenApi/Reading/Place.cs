using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>A part of a description that knows where it stands, so that whatever is wrong with it can be reported.</summary>
internal sealed class Place(DescriptionFile file, JsonNode? node, string pointer)
{
    public const string ExtensionPrefix = "x-dotnet-";

    public string Pointer => pointer;

    public JsonValueKind Kind => node?.GetValueKind() ?? JsonValueKind.Null;

    /// <summary>The parts of an object, in the order of the file.</summary>
    public IEnumerable<(string Key, Place Value)> Members
    {
        get
        {
            foreach (var (key, value) in node as JsonObject ?? [])
            {
                yield return (key, new(file, value, JsonPointer.Append(pointer, key)));
            }
        }
    }

    /// <summary>The parts of a list.</summary>
    public IEnumerable<Place> Items
    {
        get
        {
            var index = 0;
            foreach (var item in node as JsonArray ?? [])
            {
                yield return new(file, item, JsonPointer.Append(pointer, index++.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    public void Report(string message) => file.Report(pointer, message);

    public bool Has(string key) => node is JsonObject members && members.ContainsKey(key);

    public Place? Find(string key)
    {
        if (node is not JsonObject members || !members.TryGetPropertyValue(key, out var value))
        {
            return null;
        }

        var child = JsonPointer.Append(pointer, key);
        if (key.StartsWith(ExtensionPrefix, StringComparison.Ordinal))
        {
            file.MarkRead(child);
        }

        return new(file, value, child);
    }

    /// <summary>The text under a key; <see langword="null"/> where there is none.</summary>
    public string? Text(string key) => Find(key)?.AsText();

    public string? AsText()
    {
        if (Kind == JsonValueKind.String)
        {
            return node!.GetValue<string>();
        }

        Report("is not a text; write one, in quotes where YAML would read a number or a truth value");
        return null;
    }

    public bool Flag(string key) => Find(key) is { Kind: JsonValueKind.True };

    /// <summary>The value of a scalar as JSON writes it, without quotes.</summary>
    public string Display() => Kind == JsonValueKind.String ? node!.GetValue<string>() : node?.ToJsonString() ?? "null";

    /// <summary>Reports every key that is not among these: what the tool does not read must not look as if it had an effect.</summary>
    public void AllowOnly(string what, IReadOnlySet<string> keys)
    {
        foreach (var (key, value) in Members)
        {
            if (!key.StartsWith("x-", StringComparison.Ordinal) && !keys.Contains(key))
            {
                value.Report($"'{key}' of {what} is not supported; {Advice(key)}");
            }
        }
    }

    private static string Advice(string key) => key switch
    {
        "enum" => "a closed list breaks with the next word the server sends; write anyOf with const values and 'type: string'",
        "anyOf" => "move it to /components/schemas as an open string, or name a hand-written union with x-dotnet-type",
        "oneOf" or "allOf" or "not" or "if" => "name a hand-written type with x-dotnet-type",
        _ => "remove it, or name a hand-written type with x-dotnet-type on the schema",
    };

    /// <summary>Follows <c>$ref</c> to its target; <see langword="null"/>, and a problem, where it leads nowhere.</summary>
    public Place? Resolve()
    {
        var target = this;
        for (var hops = 0; target.Text("$ref") is { } reference; hops++)
        {
            var next = hops < 10 && reference.StartsWith("#/", StringComparison.Ordinal) ? file.Root.Walk(reference[1..]) : null;
            if (next is null)
            {
                target.Report($"'{reference}' leads nowhere in this file; correct it");
                return null;
            }

            target = next;
        }

        return target;
    }

    private Place? Walk(string path)
    {
        var place = this;
        foreach (var key in JsonPointer.Split(path))
        {
            place = place?.Find(key);
        }

        return place;
    }
}
