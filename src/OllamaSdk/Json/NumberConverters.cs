using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk.Json;

/// <summary>Whole numbers in every form that <see cref="ServerNumbers"/> reads.</summary>
internal sealed class Int32Converter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ServerNumbers.TryWhole(ref reader, out int number) ? number : throw new JsonException("A whole number within range is due.");

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <inheritdoc cref="Int32Converter" />
internal sealed class Int64Converter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ServerNumbers.TryWhole(ref reader, out long number) ? number : throw new JsonException("A whole number within range is due.");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>Refuses numbers such as <c>1e999</c>, which .NET reads as infinity and then cannot write.</summary>
internal sealed class FiniteDoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ServerNumbers.TryAny(ref reader, out var number) ? number : throw new JsonException("A number within range is due.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>Points in time as <see cref="ServerTimes"/> reads them.</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ServerTimes.TryRead(ref reader, out var time) ? time : throw new JsonException("A date and time with an offset is due.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
