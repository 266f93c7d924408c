using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk.Tests.Tools;

/// <summary>A value with schema and reader written by hand: these tests are about the answer, not the generator.</summary>
internal sealed record Weather(string City, int Degrees) : ILlmSchema<Weather>
{
    public static ReadOnlySpan<byte> SchemaUtf8 =>
        """{"type":"object","properties":{"city":{"type":"string"},"degrees":{"type":"integer"}},"required":["city","degrees"]}"""u8;

    public static Weather Read(ref Utf8JsonReader reader)
    {
        var value = JsonElement.ParseValue(ref reader);
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("city", out var city) && value.TryGetProperty("degrees", out var degrees) && degrees.TryGetInt32(out var number)
            ? new(city.GetString()!, number)
            : throw new JsonException("'degrees' is missing");
    }

    public static void Write(Utf8JsonWriter writer, Weather value) => throw new NotSupportedException("No test writes one.");
}

internal sealed record Place(string Name, int? Height);

[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(List<int>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class TypedContext : JsonSerializerContext;
