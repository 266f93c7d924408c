using ModelContextProtocol.Server;
using OllamaSdk.McpStandIn;

// An MCP server over stdio, for programs that start one. Its argument is a file to which it adds its process id, so that a test can see whether it lives.
File.AppendAllText(args[0], $"{Environment.ProcessId}\n");
Console.Error.WriteLine("the stand-in is ready");
await using var transport = new StdioServerTransport("stand-in");
await using var server = McpServer.Create(transport, new McpServerOptions { ToolCollection = [.. StandInTools.LlmTools.AsMcpServerTools()] });
await server.RunAsync();
