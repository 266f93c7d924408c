using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.TestKit.Packaging;

/// <summary>A real Chromium without a window, told what to do by its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("ollamasdk-browser-");
    private readonly ClientWebSocket _page = new();
    private readonly RunningProgram _program;
    private readonly List<string> _faults = [];
    private int _calls;

    private Browser(string program) => _program = new RunningProgram(
        // As root, as in a container, it does not start with its sandbox.
        program, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}", "about:blank"]);

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

    /// <summary>What went wrong on the pages since <see cref="WatchAsync"/>: errors in the console, scripts that failed, files that did not come.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>From now on <see cref="Faults"/> are noted.</summary>
    public async Task WatchAsync()
    {
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await CallAsync($"{domain}.enable", "{}");
        }
    }

    public Task GoToAsync(Uri address) => CallAsync("Page.navigate", "url", address.AbsoluteUri);

    /// <summary>Writes what is seen into a file, as PNG.</summary>
    public async Task TakePictureAsync(string file)
    {
        var answer = await CallAsync("Page.captureScreenshot", "format", "png");
        await File.WriteAllBytesAsync(file, answer.GetProperty("result").GetProperty("data").GetBytesFromBase64(), TestContext.Current.CancellationToken);
    }

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

    private Task<JsonElement> CallAsync(string method, string name, string value) => CallAsync(method, $$"""{"{{name}}":"{{JsonEncodedText.Encode(value)}}"}""");

    private async Task<JsonElement> CallAsync(string method, string parameters)
    {
        var id = ++_calls;
        var call = $$"""{"id":{{id}},"method":"{{method}}","params":{{parameters}} }""";
        await _page.SendAsync(Encoding.UTF8.GetBytes(call), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        while (true)
        {
            using var answer = JsonDocument.Parse(await ReceiveAsync());
            if (answer.RootElement.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return answer.RootElement.Clone();
            }

            if (IsFault(answer.RootElement))
            {
                _faults.Add(answer.RootElement.GetProperty("params").GetRawText());
            }
        }
    }

    private static bool IsFault(JsonElement message) => message.TryGetProperty("method", out var method) && message.GetProperty("params") is var told && method.GetString() switch
    {
        "Runtime.exceptionThrown" => true,
        // A page that is left does not wait for the rest of its files.
        "Network.loadingFailed" => !told.GetProperty("canceled").GetBoolean(),
        "Runtime.consoleAPICalled" => told.GetProperty("type").GetString() is "error" or "assert",
        "Log.entryAdded" => told.GetProperty("entry").GetProperty("level").GetString() == "error",
        "Network.responseReceived" => told.GetProperty("response").GetProperty("status").GetDouble() >= 400,
        _ => false,
    };

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
