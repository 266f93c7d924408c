using System.Net.Http.Headers;
using System.Text.Json;
using OllamaSdk.ContractTests.WireMock;
using OllamaSdk.TestKit;

[assembly: AssemblyFixture(typeof(WireMockServer))]

namespace OllamaSdk.ContractTests.WireMock;

/// <summary>One WireMock for the whole run, started by the first test that asks for it.</summary>
public sealed class WireMockServer : IAsyncDisposable
{
    private readonly Lazy<Task<WireMockProcess>> _process;
    private readonly HttpClient _admin = new();

    public WireMockServer() => _process = new Lazy<Task<WireMockProcess>>(StartProcessAsync);

    /// <summary>Where it listens, once <see cref="StartAsync"/> has returned.</summary>
    public Uri Url => _admin.BaseAddress ?? throw new InvalidOperationException("Call StartAsync first.");

    /// <summary>Starts the server where that has not happened yet, and returns when it answers.</summary>
    public Task StartAsync() => _process.Value;

    /// <summary>
    /// The journal's latest request that named <paramref name="stub"/>, whether or not the stub matched it. Tests run at the same time: give
    /// the <paramref name="requestId"/> where others may use the same stub.
    /// </summary>
    public async Task<LoggedRequest> LastRequestAsync(string stub, string? requestId = null)
    {
        string id = requestId is null ? "" : $$$""", "X-Request-Id": { "equalTo": "{{{requestId}}}" }""";
        string pattern = $$$"""{ "headers": { "X-Stub": { "equalTo": "{{{stub}}}" }{{{id}}} } }""";
        using StringContent body = new(pattern, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await _admin.PostAsync("__admin/requests/find", body);
        using JsonDocument found = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        JsonElement requests = found.RootElement.GetProperty("requests");
        Assert.True(requests.GetArrayLength() > 0, $"No request named the stub '{stub}'.");
        // In order of arrival.
        return new LoggedRequest(requests.EnumerateArray().Last().Clone());
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        if (_process is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            (await _process.Value).Dispose();
        }
    }

    private async Task<WireMockProcess> StartProcessAsync()
    {
        (WireMockProcess process, int port) = await WireMockProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "stubs"));
        _admin.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        using HttpResponseMessage health = await Guard.Within(_admin.GetAsync("__admin/health"));
        health.EnsureSuccessStatusCode();
        return process;
    }
}
