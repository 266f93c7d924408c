using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk.Json;

/// <summary>Refuses numbers such as <c>1e999</c>, which .NET reads as infinity and then cannot write.</summary>
internal sealed class FiniteDoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDouble() is var number && double.IsFinite(number) ? number : throw new JsonException("A number is out of range.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
