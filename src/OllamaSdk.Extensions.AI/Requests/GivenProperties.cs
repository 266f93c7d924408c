using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>The additional properties of options that are members of a request, by their wire names, such as <c>num_ctx</c> and <c>keep_alive</c>.</summary>
internal static class GivenProperties
{
    /// <summary>A request of those that are members of it; <see langword="null"/> where none is.</summary>
    /// <exception cref="ArgumentException">One of them has another type than the member.</exception>
    public static T? Read<T>(AdditionalPropertiesDictionary? given)
        where T : class
    {
        var members = given?.Where(property => property.Value is not null && Members<T>.Names.Contains(property.Key)).ToList();
        if (members is not { Count: > 0 })
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(ValueJson.ObjectUtf8(members.Select(member => KeyValuePair.Create(member.Key, Sent(member.Value)))), Members<T>.Type);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"An additional property cannot be sent as it is: {e.Path?.TrimStart('$', '.')} has the wrong type.", nameof(given), e);
        }
    }

    public static string? Text(AdditionalPropertiesDictionary? given, string name) => given?.TryGetValue(name, out var value) != true ? null : value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => null,
    };

    public static bool? Flag(IReadOnlyDictionary<string, object?>? given, string name) => given?.TryGetValue(name, out var value) != true ? null : value switch
    {
        bool flag => flag,
        JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => flag.GetBoolean(),
        _ => null,
    };

    /// <summary>The number that a person wrote: 0.7, not 0.699999988.</summary>
    public static double? Number(float? value) => value is { } number ? double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    // Servers count times in seconds.
    private static object? Sent(object? value) => value is TimeSpan time ? time.TotalSeconds : value;

    private static class Members<T>
    {
        public static JsonTypeInfo<T> Type { get; } = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));

        // What the options and the messages say themselves is no additional property.
        public static FrozenSet<string> Names { get; } = Type.Properties
            .Where(property => !property.IsExtensionData)
            .Select(property => property.Name)
            .Except(["model", "messages", "tools", "stream", "options", "input"])
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
