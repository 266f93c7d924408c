using System.Text;
using System.Text.Json;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>Types with [LlmSchema]: what is written is what is read, and what the schema says.</summary>
public class SchemaTests
{
    [Fact]
    public void Schema_describes_the_type() =>
        Assert.Equal(
            """
            {"type":"object","properties":{"latitude":{"type":"number"},"longitude":{"type":"number"}},"required":["latitude","longitude"]}
            """,
            Encoding.UTF8.GetString(Schema<Coordinates>()));

    [Fact]
    public void Written_value_is_read_again()
    {
        var dish = new Dish("Soup", TimeSpan.FromMinutes(90), new() { ["salt"] = 1.50m }, new Dish("Bread", TimeSpan.Zero)) { Id = new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]) };

        var json = Write(dish);
        var copy = Read<Dish>(json);

        Assert.Equal(
            """
            {"name":"Soup","time":"PT1H30M","grams":{"salt":1.50},"sides":[{"name":"Bread","time":"PT0S","grams":null,"sides":[],"id":null}],"id":"00000001-0002-0003-0405-060708090a0b"}
            """,
            json);
        Assert.Equal(json, Write(copy));
    }

    [Fact]
    public void Reader_may_stand_on_the_value()
    {
        var reader = new Utf8JsonReader("""[{"latitude":1,"longitude":2}]"""u8);
        reader.Read();
        reader.Read();

        Assert.Equal((1, 2), Position<Coordinates>(ref reader));
        Assert.True(reader.Read());
        Assert.Equal(JsonTokenType.EndArray, reader.TokenType);
    }

    [Theory]
    [InlineData("""{"latitude":1}""", "'longitude' is missing")]
    [InlineData("""{"latitude":"1","longitude":2}""", "got a text, expected a number")]
    [InlineData("[]", "got an array, expected an object")]
    [InlineData("{", "Expected depth to be zero")]
    public void Breach_is_a_json_exception(string json, string message)
    {
        var e = Assert.ThrowsAny<JsonException>(() => Read<Coordinates>(json));

        Assert.Contains(message, e.Message);
    }

    private static (double, double) Position<T>(ref Utf8JsonReader reader)
        where T : ILlmSchema<Coordinates>
    {
        var found = T.Read(ref reader);
        return (found.Latitude, found.Longitude);
    }

    private static byte[] Schema<T>()
        where T : ILlmSchema<T> => T.SchemaUtf8.ToArray();

    private static T Read<T>(string json)
        where T : ILlmSchema<T>
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        return T.Read(ref reader);
    }

    private static string Write<T>(T value)
        where T : ILlmSchema<T>
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            T.Write(writer, value);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
