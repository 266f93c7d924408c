using System.Reflection;
using System.Text.Json;

namespace OllamaSdk.Cli.Tests.Tools;

/// <summary>A user with settings of their own, a folder, and an MCP server that can be started.</summary>
internal sealed class ToolHome : IDisposable
{
    private static readonly string StandInPath = typeof(ToolHome).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "McpStandIn").Value!;

    private readonly Folder _folder = new();

    /// <summary>The folder.</summary>
    public string Path => _folder.Path;

    /// <summary>The user's own settings file.</summary>
    public string SettingsPath => System.IO.Path.Combine(Path, "settings.json");

    private string IdsPath => System.IO.Path.Combine(Path, "ids");

    /// <summary>The entry of the stand-in among <c>mcp_servers</c>.</summary>
    public string StandIn => $$$"""{"command":"dotnet","args":[{{{Quoted(StandInPath)}}},{{{Quoted(IdsPath)}}}],"env":{"STAND_IN":"yes"}}""";

    /// <summary>The process ids of the servers that were started, in order.</summary>
    public int[] StartedIds => File.Exists(IdsPath) ? Array.ConvertAll(File.ReadAllLines(IdsPath), int.Parse) : [];

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Writes the user's own settings.</summary>
    public ToolHome With(string settings)
    {
        Write("settings.json", settings);
        return this;
    }

    /// <summary>Settings with the stand-in, or another server, by the name <c>friend</c>.</summary>
    public ToolHome WithFriend(string? entry = null, string tools = "{}") => With(SettingsOf(entry ?? StandIn, tools));

    /// <summary>The text of such settings.</summary>
    public static string SettingsOf(string entry, string tools) => "{\"mcp_servers\":{\"friend\":" + entry + "},\"tools\":" + tools + "}";

    /// <summary>How the program is started by this user.</summary>
    public CliStart Start(DemoServer server, bool inTerminal = false)
    {
        var start = inTerminal ? CliStart.Terminal(server.Url) : server.Start;
        start.Variables["LLM_CLIENT_CONFIG"] = SettingsPath;
        return start;
    }

    public Task<CliResult> RunAsync(DemoServer server, params string[] args) => CliProcess.RunAsync(Start(server), args);

    public void Dispose() => _folder.Dispose();

    /// <summary>The last question that the server was asked.</summary>
    public static JsonElement LastChat(DemoServer server) => server.Emulator.Requests.Last(request => request.Path == "/api/chat").Json;

    /// <summary>The results of tools in that question.</summary>
    public static string[] Results(DemoServer server) =>
        [.. LastChat(server).GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").GetString() == "tool").Select(message => message.GetProperty("content").GetString()!)];

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
