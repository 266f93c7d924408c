using System.Text.Json;

namespace OllamaSdk.AotApp;

/// <summary>Tools of every kind that usually needs reflection somewhere.</summary>
internal static partial class TravelTools
{
    internal enum Unit
    {
        Celsius,
        Fahrenheit,
    }

    [Flags]
    internal enum Meals
    {
        None = 0,
        Breakfast = 1,
        Dinner = 2,
    }

    internal sealed record Guest(string Name, int? Age = null);

    internal sealed record Booking(DateOnly From, Guest Guest, Meals Meals = Meals.Breakfast);

    internal sealed record Place(string Name, List<Place>? Parts = null);

    /// <summary>The temperature in a city.</summary>
    [LlmTool(ReadOnly = true)]
    public static string Temperature(string city, Unit unit = Unit.Celsius) => $"21 {unit} in {city}";

    /// <summary>Books a room.</summary>
    [LlmTool]
    public static Booking Book(Booking booking) => booking with { Meals = booking.Meals | Meals.Dinner };

    /// <summary>The length of a way.</summary>
    [LlmTool]
    public static double Length(List<double> legs) => legs.Sum();

    /// <summary>What the things in a bag weigh.</summary>
    [LlmTool]
    public static async Task<Dictionary<string, decimal>> Weigh(Dictionary<string, decimal> bag)
    {
        await Task.Yield();
        return bag.ToDictionary(item => item.Key, item => item.Value * 2);
    }

    /// <summary>How many places there are.</summary>
    [LlmTool]
    public static ValueTask<int> Count(Place place) => new(CountOf(place));

    /// <summary>The end of a stay.</summary>
    [LlmTool]
    public static DateTimeOffset Leave(DateTimeOffset start, TimeSpan stay) => start + stay;

    /// <summary>The number of bytes in a picture.</summary>
    [LlmTool]
    public static int Measure(byte[] picture, Guid id) => id == Guid.Empty ? 0 : picture.Length;

    /// <summary>Takes whatever comes.</summary>
    [LlmTool]
    public static JsonElement Echo(JsonElement anything) => anything;

    /// <summary>Waits.</summary>
    [LlmTool]
    public static Task Wait(CancellationToken cancellationToken) => Task.Delay(0, cancellationToken);

    private static int CountOf(Place place) => 1 + (place.Parts?.Sum(CountOf) ?? 0);
}

internal interface IDesk
{
    string Keeper { get; }
}

internal sealed class Desk : IDesk
{
    public string Keeper => "Ada";
}

/// <summary>Tools with an instance, found in the service provider for each call.</summary>
internal sealed partial class FrontDesk(string hotel)
{
    /// <summary>Leaves a message.</summary>
    [LlmTool(Destructive = true)]
    public string Leave_message(string text, [FromToolServices] IDesk desk) => $"{desk.Keeper} of {hotel} has: {text}";
}
