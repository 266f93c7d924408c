namespace OllamaSdk.LiveTests.Both;

/// <summary>The tool that the models are given.</summary>
public static partial class Weather
{
    /// <summary>Tells the weather in a city.</summary>
    /// <param name="city">The city's name in English.</param>
    [LlmTool(Name = "get_weather", ReadOnly = true)]
    public static string GetWeather(string city) => $"{city}: 21 degrees";
}

/// <summary>The typed answer that is asked for.</summary>
/// <param name="Colour">What colour it is.</param>
/// <param name="IsClear">Whether there are no clouds.</param>
[LlmSchema]
public sealed partial record Sky(Colour Colour, bool IsClear);

public enum Colour
{
    Blue,
    Grey,
    Red,
}
