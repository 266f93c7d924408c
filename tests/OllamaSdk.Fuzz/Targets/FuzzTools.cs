using System.ComponentModel.DataAnnotations;

namespace OllamaSdk.Fuzz.Targets;

internal enum Unit
{
    Celsius,
    Fahrenheit,
    KelvinScale,
}

/// <summary>A type that is an answer, and an argument.</summary>
/// <param name="City">A name.</param>
/// <param name="Days">How many.</param>
/// <param name="Unit">In what.</param>
/// <param name="Tags">Some words.</param>
/// <param name="Share">Perhaps a number.</param>
/// <param name="Stops">More of the same.</param>
[LlmSchema]
internal sealed partial record Trip(
    [property: StringLength(12, MinimumLength = 1)] string City,
    [property: Range(1, 14)] int Days,
    Unit Unit,
    [property: MaxLength(3)] IReadOnlyList<string> Tags,
    [property: Range(0.0, 1.0)] double? Share = null,
    IReadOnlyList<Trip>? Stops = null);

/// <summary>Tools of all kinds of parameters, which only say that they were called.</summary>
internal static partial class FuzzTools
{
    /// <summary>Whether the last call reached its method.</summary>
    public static bool WasCalled { get; set; }

    /// <summary>Numbers.</summary>
    [LlmTool]
    public static bool Numbers(int a, [Range(-5, 5)] long b, [Range(0.0, 0.5, MinimumIsExclusive = true)] double c, byte? d = null, decimal e = 1.5m, [Range(0, 10)] ulong f = 3) => Called(a, b, c, d, e, f);

    /// <summary>Texts.</summary>
    [LlmTool]
    public static bool Texts([StringLength(5)] string a, [RegularExpression("[a-z]{2}")] string b, string? c = null, Guid? d = null, DateTimeOffset? e = null, TimeSpan? f = null, Uri? g = null, char h = 'x', DateOnly? i = null) =>
        Called(a, b, c, d, e, f, g, h, i);

    /// <summary>Lists and maps.</summary>
    [LlmTool]
    public static bool Groups([Length(1, 3)] List<int> a, Dictionary<string, bool>? b = null, HashSet<string>? c = null, [MinLength(1)] Unit[]? d = null, IReadOnlyDictionary<Unit, int>? e = null, byte[]? f = null) => Called(a, b, c, d, e, f);

    /// <summary>Objects.</summary>
    [LlmTool]
    public static bool Objects(Trip trip, Unit unit, IReadOnlyList<Trip>? others = null, (int X, string? Y)? pair = null, bool flag = false) => Called(trip, unit, others, pair, flag);

    private static bool Called(params object?[] arguments) => WasCalled = arguments.Length > 0;
}
