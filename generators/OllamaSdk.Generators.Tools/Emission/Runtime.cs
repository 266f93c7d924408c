namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>The names that emitted code uses of the framework and the SDK.</summary>
internal static class Runtime
{
    private const string Sdk = "global::OllamaSdk.";
    private const string Services = Sdk + "CompilerServices.";

    public const string Tool = Sdk + "LlmTool";
    public const string ToolType = Sdk + "ILlmToolType";
    public const string Schema = Sdk + "ILlmSchema";
    public const string Context = Sdk + "ToolCallContext";
    public const string Result = Sdk + "ToolResult";
    public const string Hints = Sdk + "ToolHints";
    public const string Create = Services + "GeneratedTool.Create";
    public const string Answer = Services + "GeneratedAnswer";
    public const string Decision = Sdk + "ILlmDecision";
    public const string Decide = Services + "DecisionRead";
    public const string DecisionCall = Services + "GeneratedDecision";
    public const string Answers = "global::System.Collections.Generic.IReadOnlyDictionary<string, " + Sdk + "SystemOneAnswer>";
    public const string Inherit = Services + "GeneratedTool.Inherit";
    public const string Read = Services + "JsonRead";
    public const string Scan = Services + "ArgumentScan";
    public const string Write = Services + "JsonWrite";
    public const string Json = Services + "ToolJson";
    public const string Instance = Services + "ToolServices.Instance";

    public const string Reader = "global::System.Text.Json.Utf8JsonReader";
    public const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    public const string Regex = "global::System.Text.RegularExpressions.Regex";
    public const string Token = "global::System.Threading.CancellationToken";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string Span = "global::System.ReadOnlySpan";
    public const string Func = "global::System.Func";
    public const string Same = "global::System.MemoryExtensions.SequenceEqual";
    public const string ReadOnlyList = "global::System.Collections.Generic.IReadOnlyList";

    /// <summary>The nested class that holds everything emitted into a user's type, so that only this name is taken.</summary>
    public static string Code(string suffix) => $"__Llm{suffix}";
}
