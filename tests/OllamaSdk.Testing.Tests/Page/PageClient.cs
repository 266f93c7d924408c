using System.Net;
using System.Text;
using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Testing.Tests.Page;

/// <summary>An emulator with a page, on a port, and what a browser's page would do with it, by plain HTTP.</summary>
internal sealed class PageClient : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly EmulatorListener _listener;

    private PageClient(OllamaEmulator emulator, EmulatorListener listener)
    {
        (Emulator, _listener) = (emulator, listener);
        Client = new OllamaClient(new OllamaClientOptions { Endpoint = listener.Endpoint, DefaultModel = "demo", Retry = { MaxRetries = 0 } });
    }

    public OllamaEmulator Emulator { get; }

    public OllamaClient Client { get; }

    public string Endpoint => _listener.Endpoint;

    public string Address => _listener.PageAddress!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<PageClient> StartAsync(TimeProvider? clock = null, TimeSpan tokenDelay = default)
    {
        var options = new EmulatorOptions { HasPage = true, TokenDelay = tokenDelay };
        options.TimeProvider = clock ?? options.TimeProvider;
        var emulator = new OllamaEmulator(options);
        return new PageClient(emulator, await emulator.ListenAsync(cancellationToken: Cancellation));
    }

    /// <summary>Sends a request as it is, and tells the status, the headers and the body.</summary>
    public async Task<(HttpStatusCode Status, HttpResponseMessage Headers, string Body)> SendAsync(
        string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), Endpoint + path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        // Feeds do not end by themselves.
        var isFeed = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return (response.StatusCode, response, isFeed ? "" : await response.Content.ReadAsStringAsync(Cancellation));
    }

    public async Task AddRuleAsync(string json)
    {
        var (status, _, body) = await SendAsync("POST", "/_demo/rules", json);
        Assert.True(status == HttpStatusCode.NoContent, body);
    }

    /// <summary>Waits until the list, as it stands for whoever opens it, is as wanted.</summary>
    public async Task<JsonElement> WaitForListAsync(Func<JsonElement, bool> wanted)
    {
        return await Guard.Within(ReadAsync(), "the list");

        async Task<JsonElement> ReadAsync()
        {
            await foreach (var (name, data) in EventsAsync("/_demo/events"))
            {
                Assert.Equal("state", name);
                if (wanted(data))
                {
                    return data;
                }
            }

            throw new InvalidOperationException("The list ended.");
        }
    }

    /// <summary>The newest request of the list, as soon as it has ended.</summary>
    public async Task<JsonElement> LastAsync()
    {
        var lines = new Dictionary<long, JsonElement>();
        await WaitForListAsync(state =>
        {
            foreach (var line in state.GetProperty("requests").EnumerateArray())
            {
                lines[line.GetProperty("id").GetInt64()] = line;
            }

            return lines.Count > 0 && lines[lines.Keys.Max()].GetProperty("outcome").GetString() is not "";
        });
        return lines[lines.Keys.Max()];
    }

    /// <summary>All events of one request, to its end.</summary>
    public Task<List<(string Name, JsonElement Data)>> DetailsAsync(long id) => Guard.Within(EventsAsync($"/_demo/requests/{id}").ToListAsync(Cancellation).AsTask(), "the details");

    public async IAsyncEnumerable<(string Name, JsonElement Data)> EventsAsync(string path)
    {
        using var response = await _http.GetAsync(Endpoint + path, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        var name = "";
        while (await reader.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return (name, JsonElement.Parse(line["data: ".Length..]));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _http.Dispose();
        await _listener.DisposeAsync();
        Emulator.Dispose();
    }
}
