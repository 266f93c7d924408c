using System.Text.Json.Serialization;

namespace OllamaSdk.Tests.Faults;

/// <summary>Tools as a user writes them, whose every call is noted.</summary>
internal sealed partial class BookingTools
{
    /// <summary>What the tools were called with.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>No parameter, whatever a model sends.</summary>
    public bool IsAdmin { get; set; }

    [LlmTool("Books a trip.")]
    public string Book(Trip trip, int seats = 1, CancellationToken cancellationToken = default, ToolCallContext? context = null, IServiceProvider? services = null) =>
        Note($"{trip.To.Name} x{seats} {trip.Role} {cancellationToken.IsCancellationRequested} {context?.ToolName} {context?.CallId} {services is null} {IsAdmin}");

    [LlmTool("Weighs.")]
    public string Weigh(double kilograms, string label, int? count = null) => Note($"{kilograms.ToString(System.Globalization.CultureInfo.InvariantCulture)} {label} {count}");

    [LlmTool("Draws.")]
    public string Draw(Shape shape) => Note(shape.GetType().Name);

    [LlmTool("Takes what it knows and no more.")]
    public string Close(Closed closed) => Note(closed.A.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private string Note(string call)
    {
        Calls.Add(call);
        return call;
    }

    internal sealed record City(string Name);

    internal sealed class Trip
    {
        public required City To { get; set; }

        // No model can set this, and LLM018 says so where it is not ignored. Extension data is such a warning in any case.
        [JsonIgnore]
        public string Role { get; private set; } = "guest";
    }

    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Box), "box")]
    internal abstract record Shape;

    internal sealed record Circle(double Radius) : Shape;

    internal sealed record Box(double Side) : Shape;

    /// <summary>Of the family, but not declared.</summary>
    internal sealed record Hidden(string Path) : Shape;

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Closed(int A);
}
