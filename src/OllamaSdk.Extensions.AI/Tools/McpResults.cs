using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace OllamaSdk.Extensions.AI;

/// <summary>What tools of an MCP server say of themselves and give back.</summary>
internal static class McpResults
{
    public static ToolHints HintsOf(AIFunctionDeclaration function) => function.GetService<McpClientTool>()?.ProtocolTool.Annotations is { } said
        ? new(ReadOnly: said.ReadOnlyHint == true, Destructive: said.DestructiveHint == true)
        : default;

    /// <summary>The result; <see langword="null"/> where the function belongs to no MCP server.</summary>
    /// <exception cref="NotSupportedException">There is something for the model that cannot be sent.</exception>
    public static ToolResult? Read(AIFunctionDeclaration function, object result) => function.GetService<McpClientTool>() is null
        ? null
        : result switch
        {
            // The whole answer as JSON: that is how the client tells of failures and of structured results.
            JsonElement { ValueKind: JsonValueKind.Object } answer => Read(answer.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo<CallToolResult>())!),
            AIContent one => Result([one]),
            IEnumerable<AIContent> several => Result([.. several]),
            _ => null,
        };

    private static ToolResult Read(CallToolResult answer)
    {
        IReadOnlyList<AIContent> contents = [.. answer.Content.ToAIContents()];
        if (answer.IsError == true)
        {
            return ToolResult.Error(TextOf(contents) is { Length: > 0 } words ? words : "The tool failed and did not say why.");
        }

        // A server should send the structured result as text too. One that does not leaves only the structure.
        return contents.Count == 0 && answer.StructuredContent is { } structure ? ToolResult.Text(structure.GetRawText()) : Result(contents);
    }

    private static ToolResult Result(IReadOnlyList<AIContent> contents) => FunctionTool.Result(TextOf(contents), contents.Where(content => content is not TextContent));

    // Each is a text of its own, such as a file: run together, the last word of one and the first of the next would be one word.
    private static string TextOf(IEnumerable<AIContent> contents) => string.Join('\n', contents.OfType<TextContent>().Select(content => content.Text));
}
