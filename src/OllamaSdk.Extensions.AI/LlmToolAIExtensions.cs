using OllamaSdk;
using OllamaSdk.Extensions.AI;

namespace Microsoft.Extensions.AI;

/// <summary>Tools between the SDK and Microsoft.Extensions.AI.</summary>
public static class LlmToolAIExtensions
{
    /// <summary>The tool as a function: the schema and the reader of its arguments are those of compile time.</summary>
    /// <remarks>Arguments that do not fit are no exception: the result says what is wrong with them, in words that the model can use.</remarks>
    /// <param name="tool">The tool.</param>
    /// <returns>The function, for <see cref="ChatOptions.Tools"/>.</returns>
    public static AIFunction AsAIFunction(this LlmTool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return new LlmToolFunction(tool);
    }

    /// <summary>The tools as functions, in their order.</summary>
    /// <param name="tools">The tools; a <see cref="ToolSet"/> is such a sequence.</param>
    /// <returns>The functions, for <see cref="ChatOptions.Tools"/>.</returns>
    public static IList<AITool> AsAITools(this IEnumerable<LlmTool> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        return [.. tools.Select(AsAIFunction)];
    }

    /// <summary>The function as a tool of the SDK, for its tool loop, with its own schema as it is.</summary>
    /// <param name="function">The function. Its arguments come as <see cref="System.Text.Json.JsonElement"/>.</param>
    /// <returns>The tool; the very one where the function was made of a tool.</returns>
    /// <exception cref="ArgumentException">The name is one that servers refuse.</exception>
    public static LlmTool AsLlmTool(this AIFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Functions.ToTool(function);
    }
}
