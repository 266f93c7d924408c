using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>A tool with state, and so with an instance.</summary>
internal sealed partial class Counter
{
    private int _count;

    [LlmTool("Counts up.")]
    private int Count(int by = 1) => _count += by;

    [LlmTool("Says the same.")]
    public static string Echo(string text) => text;

    /// <summary>Overloads need names of their own.</summary>
    [LlmTool(Name = "Echo_number")]
    public static int Echo(int text) => -text;

    [LlmTool("Throws at once.")]
    public int Fail() => throw new InvalidTimeZoneException("now");

    [LlmTool("Throws later.")]
    public async Task<int> FailLater()
    {
        await Task.Yield();
        throw new InvalidTimeZoneException("later");
    }
}

/// <summary>A second class with a method of the same name.</summary>
internal readonly partial record struct Other(int Value)
{
    [LlmTool("Counts nothing.", ReadOnly = true, TimeoutMilliseconds = 250)]
    public int Count() => Value;
}

internal partial record Served
{
    [LlmTool("Uses services.", Destructive = true)]
    public string Use(
        [FromServices] TimeProvider clock,
        [FromKeyedServices("key")] Version version,
        [FromKeyedServices(DayOfWeek.Monday)] Version? none,
        [FromServices] Uri? missing,
        IServiceProvider services,
        ToolCallContext context,
        IProgress<int> progress,
        string x)
    {
        progress.Report(7);
        return $"{clock.LocalTimeZone.Id} {version} {none is null} {missing is null} {services is not null} {context.CallId} {x}";
    }

    [LlmTool("Needs a service.")]
    public static string Need([FromServices] Uri uri) => uri.ToString();
}

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FromServicesAttribute : Attribute;

/// <summary>Results at the edge of what can be written.</summary>
internal static partial class Extremes
{
    [LlmTool("Without end.")]
    public static IEnumerable<string> Endless()
    {
        while (true)
        {
            yield return new string('x', 1000);
        }
    }

    [LlmTool("Part of itself.")]
    public static Ring Cyclic()
    {
        var ring = new Ring();
        ring.Next = ring;
        return ring;
    }

    [LlmTool("Long.")]
    public static List<string> Long(int count) => Enumerable.Repeat("ä", count).ToList();

    internal sealed class Ring
    {
        public Ring? Next { get; set; }
    }
}

/// <summary>A dish.</summary>
[LlmSchema]
internal sealed partial record Dish(
    [property: Description("What it is called.")] string Name,
    TimeSpan Time,
    Dictionary<string, decimal>? Grams = null,
    params Dish[] Sides)
{
    public Guid? Id { get; init; }
}

[LlmSchema]
internal partial struct Coordinates
{
    public required double Latitude { get; set; }

    public required double Longitude { get; set; }
}
