using OllamaSdk;
using OllamaSdk.Extensions.AI;

namespace ModelContextProtocol.Server;

/// <summary>Tools of the SDK for MCP servers.</summary>
public static class LlmToolMcpExtensions
{
    /// <summary>The tool as one of an MCP server: the schemas and the reader of its arguments are those of compile time.</summary>
    /// <remarks>
    /// Arguments that do not fit, a <see cref="ToolRetryException"/> and <see cref="ToolResult.Error"/> are told to the client as failures, in words that its
    /// model can use; of any other exception it is told no more than that the tool failed. A result with a schema is structured. The tool's time limit
    /// cancels it, as the client may, and what it reports through an <see cref="IProgress{T}"/> goes to the client. Services are those of the request.
    /// </remarks>
    /// <param name="tool">The tool.</param>
    /// <returns>The tool for <see cref="McpServerOptions.ToolCollection"/>.</returns>
    public static McpServerTool AsMcpServerTool(this LlmTool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return McpServerTool.Create(new McpFunction(tool), new McpServerToolCreateOptions
        {
            UseStructuredContent = tool.ResultSchemaUtf8 is not null,
            // What nobody said of a tool is left to the client, which takes it for dangerous.
            ReadOnly = tool.ReadOnly ? true : null,
            Destructive = tool.Destructive ? true : tool.ReadOnly ? false : null,
        });
    }

    /// <summary>The tools as those of an MCP server, in their order.</summary>
    /// <param name="tools">The tools; a <see cref="ToolSet"/> is such a sequence.</param>
    /// <returns>The tools for <see cref="McpServerOptions.ToolCollection"/>, or for <c>WithTools</c> in a host program.</returns>
    /// <example><code>services.AddMcpServer().WithStdioServerTransport().WithTools(Weather.LlmTools.AsMcpServerTools());</code></example>
    public static IList<McpServerTool> AsMcpServerTools(this IEnumerable<LlmTool> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        return [.. tools.Select(AsMcpServerTool)];
    }
}
