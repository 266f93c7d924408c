using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary>The functions that a model may ask for, as the options name them.</summary>
internal static class Functions
{
    /// <summary>Those that go to a server which cannot be told to choose: none where no call is wanted, and one where it is to be that one.</summary>
    /// <exception cref="NotSupportedException">One of the tools is not a function: the server would have to run it.</exception>
    public static List<AIFunctionDeclaration> Chosen(ChatOptions? options) => options?.ToolMode switch
    {
        NoneChatToolMode => [],
        RequiredChatToolMode { RequiredFunctionName: { } name } => All(options).FindAll(function => function.Name == name),
        _ => All(options),
    };

    /// <inheritdoc cref="Chosen" path="/exception"/>
    public static List<AIFunctionDeclaration> All(ChatOptions? options)
    {
        List<AIFunctionDeclaration> functions = [];
        foreach (var tool in options?.Tools ?? [])
        {
            functions.Add(tool as AIFunctionDeclaration
                ?? throw new NotSupportedException($"The tool {tool?.Name} ({tool?.GetType().Name}) is to be run by the server, and this one runs none. Give it as an AIFunction."));
        }

        return functions;
    }

    public static OllamaToolDefinition ToDefinition(AIFunctionDeclaration function) => Ours(function)?.ToDefinition() ?? new()
    {
        Type = "function",
        Function = new() { Name = function.Name, Description = NullIfEmpty(function.Description), Parameters = function.JsonSchema },
    };

    public static ChatTool ToChatTool(AIFunctionDeclaration function, bool? strict)
    {
        var tool = Ours(function)?.ToChatTool() ?? new()
        {
            Type = "function",
            Function = new() { Name = AnswerShape.WithoutDots(function.Name), Description = NullIfEmpty(function.Description), Parameters = function.JsonSchema },
        };
        return (GivenProperties.Flag(function.AdditionalProperties, OpenAIRequests.Strict) ?? strict) is { } flag
            ? tool with { Function = tool.Function! with { Strict = flag } }
            : tool;
    }

    public static LlmTool ToTool(AIFunctionDeclaration function) => Ours(function) ?? FunctionTool.Create(function);

    // A function around one of ours may say something else of it.
    private static LlmTool? Ours(AIFunctionDeclaration function) =>
        function.GetService<LlmTool>() is { } tool && tool.Name == function.Name && tool.Description == function.Description ? tool : null;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
