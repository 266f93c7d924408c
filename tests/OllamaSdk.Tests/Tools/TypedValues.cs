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

/// <summary>A value whose members may be absent.</summary>
internal sealed record Growing(string Text, IReadOnlyList<string> More) : ILlmSchema<Growing>
{
    public static ReadOnlySpan<byte> SchemaUtf8 =>
        """{"type":"object","properties":{"text":{"type":"string"},"more":{"type":"array","items":{"type":"string"}}}}"""u8;

    public static Growing Read(ref Utf8JsonReader reader)
    {
        var value = JsonElement.ParseValue(ref reader);
        return value.ValueKind != JsonValueKind.Object || (value.TryGetProperty("more", out var given) && given.ValueKind != JsonValueKind.Array)
            ? throw new JsonException("'more' is no list")
            : new(
                value.TryGetProperty("text", out var text) ? text.GetString()! : "",
                value.TryGetProperty("more", out var more) ? [.. more.EnumerateArray().Select(item => item.GetString()!)] : []);
    }

    public static void Write(Utf8JsonWriter writer, Growing value) => throw new NotSupportedException("No test writes one.");
}

/// <summary>A value whose constructor has a rule of its own.</summary>
internal sealed record Picky(int Low) : ILlmSchema<Picky>
{
    public static ReadOnlySpan<byte> SchemaUtf8 => """{"type":"object","properties":{"low":{"type":"integer"}},"required":["low"]}"""u8;

    public int Low { get; } = Low >= 0 ? Low : throw new ArgumentOutOfRangeException(nameof(Low), "nothing is lower than 0");

    public static Picky Read(ref Utf8JsonReader reader)
    {
        while (reader.TokenType != JsonTokenType.Number)
        {
            reader.Read();
        }

        var value = new Picky(reader.GetInt32());
        reader.Read();
        return value;
    }

    public static void Write(Utf8JsonWriter writer, Picky value) => throw new NotSupportedException("No test writes one.");
}
