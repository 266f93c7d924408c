using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>
/// A request's JSON, read with the rules and the error texts of Go's decoder: names in any case, unknown fields ignored, anything after the first
/// value ignored, <c>null</c> the same as absent.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private const int MaxDepth = 1000;
    private readonly JsonDocument _document;
    private readonly string _type;

    /// <param name="body">The bytes as they came.</param>
    /// <param name="type">The name of the server's own type, which its error texts quote.</param>
    /// <exception cref="RefusalException">Empty, cut off, or not a JSON object.</exception>
    public RequestBody(byte[] body, string type)
    {
        _type = type;
        _document = Parse(body);
        if (_document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw RefusalException.BadRequest($"json: cannot unmarshal {NameOf(_document.RootElement)} into Go value of type api.{type}");
        }
    }

    /// <summary>A field's value; <see langword="null"/> when it is absent or <c>null</c>.</summary>
    public JsonElement? Find(string name) => Find(_document.RootElement, name);

    public string Text(string name) => Text(_document.RootElement, name, name);

    public bool? Flag(string name) => Find(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw WrongType(value, name, "bool"),
    };

    public int Number(string name) => Find(name) is not { } value ? 0
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw WrongType(value, name, "int");

    /// <param name="name">The field's name.</param>
    /// <param name="goType">What the server calls the type of the list.</param>
    public IReadOnlyList<JsonElement> List(string name, string goType) => Find(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : throw WrongType(value, name, goType);

    /// <summary>An object's members, <c>null</c> ones left out; <see langword="null"/> when there is no object.</summary>
    public IReadOnlyList<JsonProperty>? Members(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)]
        : throw WrongType(value, name, "map");

    /// <summary>An object whose values are texts; <see langword="null"/> when there is none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Texts(string name) => Members(name) is not { } members ? null
        : [.. members.Select(member => KeyValuePair.Create(member.Name, member.Value.ValueKind == JsonValueKind.String
            ? member.Value.GetString()! : throw WrongType(member.Value, name, "string")))];

    /// <param name="owner">An object inside the request.</param>
    /// <param name="name">The name of its field.</param>
    /// <param name="path">The path of that field from the root, for the error text.</param>
    public string Text(JsonElement owner, string name, string path) => Find(owner, name) is not { } value ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw WrongType(value, path, "string");

    public static JsonElement? Find(JsonElement owner, string name)
    {
        JsonElement? found = null;
        foreach (var property in owner.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value;
            }
        }

        return found;
    }

    public void Dispose() => _document.Dispose();

    private RefusalException WrongType(JsonElement value, string path, string goType) =>
        RefusalException.BadRequest($"json: cannot unmarshal {NameOf(value)} into Go struct field {_type}.{path} of type {goType}");

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static JsonDocument Parse(byte[] body)
    {
        if (body.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            throw RefusalException.BadRequest("missing request body");
        }

        body = WireText.Mend(body);
        // Not the final block: what is cut off is then told from what is wrong.
        var reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document) ? document : throw RefusalException.BadRequest("unexpected EOF");
        }
        catch (JsonException)
        {
            var rest = body.AsSpan((int)reader.BytesConsumed).TrimStart(" \t\r\n"u8);
            throw RefusalException.BadRequest($"invalid character '{(rest.IsEmpty ? ' ' : (char)rest[0])}' looking for beginning of value");
        }
    }
}
