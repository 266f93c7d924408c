using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Json;

/// <summary>
/// Members that only inform never cost an answer. One that cannot be read is absent, and stays as it came among the unknown members, under its own name:
/// so it can be looked at, and goes back as it was.
/// </summary>
internal static class Informing
{
    /// <param name="type">A model, before it is used.</param>
    /// <param name="names">The wire names of what only informs.</param>
    public static void Relax(JsonTypeInfo type, IReadOnlyList<string> names)
    {
        for (var i = 0; names.Count > 0 && i < type.Properties.Count; i++)
        {
            if (names.Contains(type.Properties[i].Name))
            {
                type.Properties[i] = Relaxed(type, type.Properties[i], type.Properties.First(property => property.IsExtensionData));
            }
        }
    }

    private static JsonPropertyInfo Relaxed(JsonTypeInfo model, JsonPropertyInfo strict, JsonPropertyInfo unknown)
    {
        var (get, set) = (strict.Get!, strict.Set!);
        return JsonMetadataServices.CreatePropertyInfo(model.Options, new JsonPropertyInfoValues<object?>
        {
            IsProperty = true,
            IsPublic = true,
            DeclaringType = model.Type,
            PropertyName = strict.Name,
            JsonPropertyName = strict.Name,
            PropertyTypeInfo = JsonMetadataServices.CreateValueInfo<object?>(model.Options, new Converter(strict.PropertyType)),
            // What could not be read is written with the unknown members; never both, for a name must not come twice.
            Getter = answer => Unknown(unknown, answer)?.ContainsKey(strict.Name) == true ? null : get(answer),
            Setter = (answer, value) =>
            {
                set(answer, value is Unread ? null : value);
                if (value is Unread unread)
                {
                    var members = Unknown(unknown, answer) ?? [];
                    members[strict.Name] = unread.Value;
                    unknown.Set!(answer, members);
                }
                else if (Unknown(unknown, answer) is { } members)
                {
                    // The name has come twice, and the last one counts.
                    members.Remove(strict.Name);
                }
            },
        });
    }

    private static Dictionary<string, JsonElement>? Unknown(JsonPropertyInfo unknown, object answer) => (Dictionary<string, JsonElement>?)unknown.Get!(answer);

    private sealed record Unread(JsonElement Value);

    private sealed class Converter(Type type) : JsonConverter<object?>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (type == typeof(string) ? reader.TokenType == JsonTokenType.String ? reader.GetString() : null
            : type == typeof(long?) ? ServerNumbers.TryWhole(ref reader, out long whole) ? whole : null
            : type == typeof(int?) ? ServerNumbers.TryWhole(ref reader, out int small) ? small : null
            : type == typeof(double?) ? ServerNumbers.TryAny(ref reader, out var number) ? number : null
            : type == typeof(DateTimeOffset?) ? ServerTimes.TryRead(ref reader, out var time) ? time : null
            : TryOther(ref reader, options)) ?? new Unread(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, options.GetTypeInfo(type));

        private object? TryOther(ref Utf8JsonReader reader, JsonSerializerOptions options)
        {
            var start = reader;
            try
            {
                return JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(type));
            }
            catch (JsonException)
            {
                reader = start;
                return null;
            }
        }
    }
}
