using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OllamaSdk.TestKit;
using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>The emulator, whose every text steers the terminal that shows it: names, answers, statuses, errors. Requests are understood as if they did not.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    /// <summary>A title, a cleared screen, the cursor's place, colours, C1's short forms, a device's answer, letters turned round, nothing to be seen.</summary>
    public const string Evil = "\u001b]0;EVIL\u0007\u001b]2;EVIL\u001b\\\u001b[2J\u001b[1;1H\u001b[31m\u001b[6n\u001bc\u009b2J\u009d0;EVIL\u009c\u0090EVIL\u009c\b\b\r\u202eLIVE\u2066\u200b\ufeff\u007f";

    // What the program must understand, or compares.
    private static readonly string[] s_kept = ["role", "type", "digest", "done_reason", "object", "format", "granularity", "scope", "range", "value", "runner", "capabilities"];

    private readonly OllamaEmulator _emulator = new(new EmulatorOptions { Account = new OllamaAccount { Name = "someone" } });
    private readonly HttpClient _client;
    private readonly ScriptedServer _server;

    public HostileServer()
    {
        _client = new HttpClient(_emulator) { BaseAddress = new Uri("http://localhost:11434") };
        _server = new ScriptedServer(AnswerAsync);
    }

    public string Url => _server.Url.ToString();

    public static string Clean(string text) => text.Replace(Evil, "", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private async Task AnswerAsync(ScriptedConnection connection)
    {
        var asked = connection.Request;
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), asked.Path);
        if (asked.Body.Length > 0)
        {
            request.Content = asked.Path.StartsWith("/api/blobs", StringComparison.Ordinal)
                ? new ByteArrayContent(asked.Body)
                : new StringContent(Changed(JsonNode.Parse(asked.Body)!, "", Clean).ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var answer = await _client.SendAsync(request);
        var type = answer.Content.Headers.ContentType?.ToString() ?? "application/json";
        if (!type.Contains("json", StringComparison.Ordinal))
        {
            await connection.RespondAsync((int)answer.StatusCode, type, await answer.Content.ReadAsStringAsync());
            return;
        }

        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var body = string.Concat(lines.Select(line => Changed(JsonNode.Parse(line)!, "", text => text + Evil).ToJsonString() + "\n"));
        await connection.RespondAsync((int)answer.StatusCode, type, body);
    }

    private static JsonNode Changed(JsonNode node, string name, Func<string, string> change)
    {
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (member, value) in members)
                {
                    copy[member] = value is null ? null : Changed(value, member, change);
                }

                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => item is null ? null : Changed(item, name, change))]);
            case JsonValue value when value.TryGetValue<string>(out var text) && !IsKept(name, text):
                return JsonValue.Create(change(text))!;
            default:
                return node.DeepClone();
        }
    }

    private static bool IsKept(string name, string text) => s_kept.Contains(name) || text == "success"
        || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
