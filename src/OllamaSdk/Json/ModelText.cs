using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>
/// What the text of a model tells: names, numbers, counts and lengths, because such texts end in logs; never what a person or a model wrote. What
/// is absent or empty is left out.
/// </summary>
internal readonly struct ModelText(string type)
{
    private readonly StringBuilder _text = new(type + " {");

    public override string ToString() => $"{_text} }}";

    /// <summary>A name, a number, a word of the API, or another model, which knows itself what to tell.</summary>
    public ModelText Value(string name, object? value) => value switch
    {
        null or "" => this,
        bool flag => Tell(name, flag ? "true" : "false"),
        DateTimeOffset time => Tell(name, time.ToString("O", CultureInfo.InvariantCulture)),
        _ => Tell(name, Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    public ModelText Length(string name, string? value) => value?.Length switch
    {
        null or 0 => this,
        1 => Tell(name, "1 character"),
        var length => Tell(name, string.Create(CultureInfo.InvariantCulture, $"{length} characters")),
    };

    public ModelText Count<T>(string name, IReadOnlyCollection<T>? items) => items is { Count: > 0 } ? Value(name, items.Count) : this;

    public ModelText Json(string name, JsonElement? value) => value is { } json ? Tell(name, $"JSON {json.ValueKind.ToString().ToLowerInvariant()}") : this;

    /// <summary>What has several forms: a plain setting shows, of content only the type.</summary>
    public ModelText Union(string name, object? value) => value?.GetType() is { IsValueType: false } type ? Tell(name, type.Name) : Value(name, value);

    private ModelText Tell(string name, string? value)
    {
        _text.Append(_text[^1] == '{' ? " " : ", ").Append(name).Append(" = ").Append(value);
        return this;
    }
}
