namespace Demo;

public enum Unit { Celsius, Fahrenheit }

/// <summary>Knows the weather.</summary>
public sealed partial class Weather(TimeProvider clock)
{
    /// <summary>Tells the weather at a place.</summary>
    /// <param name="city">The town, such as Paris.</param>
    /// <param name="unit">The unit of the temperature.</param>
    [LlmTool(ReadOnly = true, TimeoutMilliseconds = 5000)]
    public async Task<string> GetWeatherAsync(string city, Unit unit = Unit.Celsius, CancellationToken cancellationToken = default)
    {
        await Task.Delay(TimeSpan.Zero, clock, cancellationToken);
        return $"{city}: 20 {unit}";
    }

    /// <summary>Lists the towns that are known.</summary>
    [LlmTool(Name = "list_towns")]
    private static List<string> Towns() => ["Paris"];
}
