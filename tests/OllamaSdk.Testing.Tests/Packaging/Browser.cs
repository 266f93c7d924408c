using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using OllamaSdk.TestKit;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>A real Chromium without a window, told what to do by its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("ollamasdk-browser-");
    private readonly ClientWebSocket _page = new();
    private readonly RunningProgram _program;
    private int _calls;

    private Browser(string program) => _program = new RunningProgram(
        // As root, as in a container, it does not start with its sandbox.
        program, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}", "about:blank"]);

    /// <summary>The browser that is installed; <see langword="null"/> where there is none.</summary>
    public static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(_ => new[] { "chromium", "chromium-browser", "google-chrome" }, Path.Combine)
        .FirstOrDefault(File.Exists);

    public static async Task<Browser> StartAsync()
    {
        var browser = new Browser(Program!);
        var listening = new Uri((await browser._program.LineAsync("DevTools listening on ws://")).Split(' ')[^1]);
        using var http = new HttpClient();
        using var pages = JsonDocument.Parse(await http.GetStringAsync($"http://{listening.Authority}/json/list", TestContext.Current.CancellationToken));
        var page = pages.RootElement.EnumerateArray().First(target => target.GetProperty("type").GetString() == "page");
        await browser._page.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), TestContext.Current.CancellationToken);
        return browser;
    }

    public Task GoToAsync(Uri address) => CallAsync("Page.navigate", "url", address.AbsoluteUri);

    /// <summary>Waits until a script's value, a text, is this one.</summary>
    public async Task WaitForAsync(string script, string expected)
    {
        var value = "";
        using var limit = new CancellationTokenSource(Guard.Limit);
        while (value != expected)
        {
            Assert.False(limit.IsCancellationRequested, $"{script} is '{value}', not '{expected}'.");
            value = await RunAsync(script);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Runs a script on the page.</summary>
    /// <returns>Its value, where that is a text.</returns>
    public async Task<string> RunAsync(string script)
    {
        var answer = await CallAsync("Runtime.evaluate", "expression", script);
        // While the page changes there is none that a script could run on.
        return answer.TryGetProperty("result", out var outer) && outer.TryGetProperty("result", out var result)
            && result.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        _program.Dispose();
        // Its helpers may still be writing.
        for (var left = 50; _profile.Exists && left > 0; left--)
        {
            try
            {
                _profile.Delete(recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }

            _profile.Refresh();
        }
    }

    private async Task<JsonElement> CallAsync(string method, string name, string value)
    {
        var id = ++_calls;
        var call = $$"""{"id":{{id}},"method":"{{method}}","params":{"{{name}}":"{{JsonEncodedText.Encode(value)}}" } }""";
        await _page.SendAsync(Encoding.UTF8.GetBytes(call), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        while (true)
        {
            using var answer = JsonDocument.Parse(await ReceiveAsync());
            if (answer.RootElement.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return answer.RootElement.Clone();
            }
        }
    }

    private async Task<byte[]> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _page.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return message.ToArray();
    }
}
