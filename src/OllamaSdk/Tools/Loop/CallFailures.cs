using System.Globalization;

namespace OllamaSdk.Loop;

/// <summary>What the model reads of calls that failed: enough to do better, and nothing that it must not know.</summary>
internal static class CallFailures
{
    private const int MaxNameLength = 64;
    private const int MaxMessageLength = 200;

    private static readonly SafeText Safe = new();

    public static ToolResult UnknownTool(string name, ToolSet tools) => ToolResult.Error(
        $"There is no tool '{Line(name, MaxNameLength)}'{(tools.Count == 0 ? ", nor any other" : $". The tools are: {string.Join(", ", tools.Select(tool => tool.Name))}")}.", ToolFailure.UnknownTool);

    public static ToolResult TimedOut(string name, TimeSpan limit)
    {
        var words = $"The tool '{name}' did not finish within {Seconds(limit)} s and was given up.";
        return ToolResult.Failed(words, ToolFailure.TimedOut, words);
    }

    public static LlmToolException TimedOutException(ToolInvocation call, TimeSpan limit) =>
        new(ToolFailure.TimedOut, call.Name, $"The tool '{call.Name}' did not finish within {Seconds(limit)} s.") { Model = call.Model };

    /// <summary>Names the type; the message too where that is allowed, or where it is this SDK's own, which holds no secrets.</summary>
    public static ToolResult Threw(string name, Exception exception, bool withMessage)
    {
        var message = withMessage || exception is LlmException ? $": {Line(exception.Message, MaxMessageLength)}" : ".";
        var words = $"The tool '{name}' failed with {exception.GetType().Name}";
        return ToolResult.Failed(words + message, ToolFailure.Threw, $"{words}{(exception is LlmException ? message : ".")}");
    }

    /// <summary>
    /// How a call failed, for the person who reads why the loop ended. What the model read of it may quote what somebody wrote; it is in the
    /// <see cref="LlmToolException.Progress"/>.
    /// </summary>
    public static string Last(ToolInvocation call) => $" The last error, of '{Line(call.Name, MaxNameLength)}': {Line(call.Result!.Told ?? WordsOf(call.Result.Failure), MaxMessageLength)}";

    private static string WordsOf(ToolFailure? failure) => failure switch
    {
        ToolFailure.UnknownTool => "there is no such tool.",
        ToolFailure.BadArguments => "its arguments are not what it asks for.",
        _ => "it reported a failure.",
    };

    private static string Line(string text, int maxLength) => Safe.Clean(text.AsSpan().TrimStart().ToString().Split('\n', '\r')[0], maxLength);

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
