using System.Globalization;

namespace OllamaSdk.Cli.Tools;

/// <summary>What a model cannot know by itself and cannot do well.</summary>
internal static partial class SmallTools
{
    /// <summary>Tells the present date and time.</summary>
    /// <param name="zone">A time zone such as Europe/Paris; without one, that of the user.</param>
    [LlmTool(Name = "time", ReadOnly = true)]
    public static ToolResult Time(string? zone = null)
    {
        try
        {
            var where = string.IsNullOrWhiteSpace(zone) ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(zone);
            var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), where);
            return ToolResult.Text($"{now.ToString("dddd yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)} ({where.Id})");
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            return ToolResult.Error($"There is no time zone '{zone}'; they are named like Europe/Paris.");
        }
    }

    /// <summary>Reckons exactly: numbers, + - * / % (remainder) ^ (power) and parentheses.</summary>
    /// <param name="expression">What to reckon, such as (1200.50 - 200) * 3 / 7.</param>
    [LlmTool(Name = "calculator", ReadOnly = true)]
    public static ToolResult Calculate(string expression)
    {
        try
        {
            return ToolResult.Text(Calculator.Evaluate(expression));
        }
        catch (FormatException e)
        {
            return ToolResult.Error($"This cannot be reckoned: {e.Message}.");
        }
    }
}
