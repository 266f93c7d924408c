namespace OllamaSdk.Generators.Tools.Model;

/// <summary>One method with <c>[LlmTool]</c>.</summary>
/// <param name="Method">The method's name in C#.</param>
internal sealed record ToolModel(
    string Name,
    string Description,
    string Method,
    bool IsStatic,
    EquatableArray<ParameterModel> Parameters,
    ResultModel Result,
    bool ReadOnly,
    bool Destructive,
    int TimeoutMilliseconds,
    bool Strict);

/// <param name="Argument">What the model gives; <see langword="null"/> where the value comes from elsewhere.</param>
/// <param name="Code">The expression for a value that comes from elsewhere.</param>
internal sealed record ParameterModel(ParameterSource Source, MemberModel? Argument, string Code);

/// <param name="IsAwaited">Whether the method returns a task.</param>
/// <param name="Value">The type of the result, where it is written as JSON.</param>
internal sealed record ResultModel(ResultKind Kind, bool IsAwaited, ValueModel? Value);
