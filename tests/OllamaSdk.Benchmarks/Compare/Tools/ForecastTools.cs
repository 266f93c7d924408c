using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace OllamaSdk.Benchmarks.Compare.Tools;

/// <summary>The tool whose arguments are measured, and some company.</summary>
internal static partial class ForecastTools
{
    /// <summary>What is not to cost memory: a class with tools, in use.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Touch(int value) => value + 1;

    [LlmTool("Tells how the weather will be.")]
    public static void Forecast(
        [Description("The town, such as Paris.")] string city,
        [Description("The unit of temperatures.")] TemperatureUnit unit,
        [Description("How many days.")] int days,
        [Description("Whether hour by hour.")] bool hourly,
        [Description("The least chance of rain to tell of.")] double threshold)
    {
    }

    [LlmTool("Lists the towns that are known.")]
    public static string[] Towns() => ["Paris"];

    [LlmTool("Finds towns by name.")]
    public static string Find(string name, int most = 10) => $"{name} {most}";

    [LlmTool("Remembers towns.")]
    public static void Remember(IReadOnlyList<string> towns)
    {
    }

    [LlmTool("Forgets a town.")]
    public static void Forget(string town)
    {
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<TemperatureUnit>))]
internal enum TemperatureUnit
{
    [JsonStringEnumMemberName("celsius")]
    Celsius,

    [JsonStringEnumMemberName("fahrenheit")]
    Fahrenheit,
}

/// <summary>The same arguments as a record of System.Text.Json's generated code.</summary>
internal sealed record ForecastArguments(
    [property: JsonPropertyName("city")] string City,
    [property: JsonPropertyName("unit")] TemperatureUnit Unit,
    [property: JsonPropertyName("days")] int Days,
    [property: JsonPropertyName("hourly")] bool Hourly,
    [property: JsonPropertyName("threshold")] double Threshold);

/// <summary>The same again, with setters: to System.Text.Json the cheapest form.</summary>
internal sealed class ForecastSettings
{
    [JsonPropertyName("city")]
    public string? City { get; set; }

    [JsonPropertyName("unit")]
    public TemperatureUnit Unit { get; set; }

    [JsonPropertyName("days")]
    public int Days { get; set; }

    [JsonPropertyName("hourly")]
    public bool Hourly { get; set; }

    [JsonPropertyName("threshold")]
    public double Threshold { get; set; }
}

[JsonSerializable(typeof(ForecastArguments))]
[JsonSerializable(typeof(ForecastSettings))]
internal sealed partial class ForecastContext : JsonSerializerContext;
