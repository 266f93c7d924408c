using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>A function of Microsoft.Extensions.AI as a tool of the SDK.</summary>
internal static class FunctionTool
{
    /// <exception cref="ArgumentException">The function's name is one that servers refuse.</exception>
    public static LlmTool Create(AIFunctionDeclaration function) => LlmTool.Create(
        function.Name, function.Description, function.JsonSchema.GetRawText(), (arguments, context, token) => InvokeAsync(function, arguments, context, token), McpResults.HintsOf(function));

    private static async ValueTask<ToolResult> InvokeAsync(AIFunctionDeclaration function, JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken)
    {
        if (function is not AIFunction callable)
        {
            throw new InvalidOperationException($"{function.Name} only describes a function: there is nothing to run.");
        }

        var given = new AIFunctionArguments { Services = context.Services };
        foreach (var member in arguments.EnumerateObject())
        {
            given[member.Name] = member.Value.Clone();
        }

        var result = await callable.InvokeAsync(given, cancellationToken).ConfigureAwait(false);
        if (result is null)
        {
            return ToolResult.Done;
        }

        if (McpResults.Read(function, result) is { } remote)
        {
            return remote;
        }

        var (text, others) = ResultContents.Read(result);
        return Result(text, others);
    }

    /// <exception cref="NotSupportedException">There is something for the model that cannot be sent.</exception>
    internal static ToolResult Result(string text, IEnumerable<AIContent> others)
    {
        var images = others.Select(Pictures.From).OfType<LlmImage>().ToArray();
        return images.Length == 0 ? ToolResult.Text(text) : ToolResult.WithImages(text, images);
    }
}
