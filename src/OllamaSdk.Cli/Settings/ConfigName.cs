using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Cli.Options;

namespace OllamaSdk.Cli.Settings;

/// <summary>A setting by its name, such as <c>timeouts.idle</c> or <c>providers.office.model</c>: what the settings file knows, and nothing else.</summary>
/// <param name="Path">The names from the outside in.</param>
/// <param name="Type">What its value is.</param>
internal sealed record ConfigName(IReadOnlyList<string> Path, JsonTypeInfo Type)
{
    private static readonly string[] s_secretWords = ["key", "token", "secret", "password"];
    private static readonly string[] s_secretGroups = ["headers", "env"];

    /// <summary>Whether a value can be written in one line.</summary>
    public bool IsValue => Type.Kind is JsonTypeInfoKind.None || IsList;

    private bool IsList => Type.Kind == JsonTypeInfoKind.Enumerable && Type.ElementType == typeof(string);

    /// <exception cref="UsageException">There is no such setting; the message names what there is.</exception>
    public static ConfigName Of(string name)
    {
        JsonTypeInfo type = ConfigJson.Default.ConfigFile;
        var path = name.Split('.');
        for (var index = 0; index < path.Length; index++)
        {
            type = Member(type, path[index]) ?? throw Unknown(name, path[index], path[..index], type);
        }

        return new ConfigName(path, type);
    }

    /// <summary>The names that can stand below a setting; a name of one's own is not among them.</summary>
    public static IEnumerable<string> Members(JsonTypeInfo type) => type.Kind == JsonTypeInfoKind.Object ? type.Properties.Select(property => property.Name) : [];

    /// <summary>Whether its value is nothing for other eyes.</summary>
    public static bool IsSecret(IReadOnlyList<string> path) =>
        Array.Exists(s_secretWords, word => path[^1].EndsWith(word, StringComparison.OrdinalIgnoreCase)) || (path.Count > 1 && s_secretGroups.Contains(path[^2]));

    /// <summary>A value that was typed, as JSON.</summary>
    /// <exception cref="UsageException">It is of the wrong kind.</exception>
    public string Json(string text)
    {
        var name = string.Join('.', Path);
        return Type switch
        {
            _ when Type.Type == typeof(string) => Quoted(text),
            _ when Type.Type == typeof(bool?) => text is "true" or "false" ? text : throw new UsageException($"{name} takes true or false, not '{text}'."),
            _ when Type.Type == typeof(int?) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number.ToString(CultureInfo.InvariantCulture) : throw new UsageException($"{name} takes a whole number, not '{text}'."),
            _ when IsList => $"[{string.Join(", ", text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Quoted))}]",
            _ => throw new UsageException($"{name} is no single value{Below(name)}"),
        };
    }

    private string Below(string name) => Members(Type).ToArray() is { Length: > 0 } members
        ? $"; there are {string.Join(", ", members.Select(member => $"{name}.{member}"))}."
        : Type.Kind == JsonTypeInfoKind.Dictionary ? $": it has names of your own, as in {name}.NAME." : ": change it in the file itself.";

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static JsonTypeInfo? Member(JsonTypeInfo type, string name)
    {
        var member = type.Kind switch
        {
            JsonTypeInfoKind.Object => type.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType,
            JsonTypeInfoKind.Dictionary when name.Length > 0 => type.ElementType,
            _ => null,
        };
        return member is null ? null : ConfigJson.Default.GetTypeInfo(member);
    }

    private static UsageException Unknown(string name, string wrong, string[] before, JsonTypeInfo type)
    {
        var (known, place) = (Members(type).ToArray(), before.Length == 0 ? "" : $"{string.Join('.', before)}.");
        return new UsageException(known.Length == 0
            ? $"There is no setting '{name}': {place.TrimEnd('.')} has no parts."
            : $"There is no setting '{name}'.{NearestWord.Hint(wrong, known, $" Did you mean '{place}{{0}}'?")} There are {string.Join(", ", known.Select(member => place + member))}.");
    }
}
