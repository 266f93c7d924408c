using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security;

/// <summary>The same over real connections, where .NET itself quotes what it cannot read, with its traces and measurements listened to.</summary>
[Collection(ProcessWide.ProcessWideCollection.Name)]
public sealed class EchoedOnTheWireTests
{
    private const string Key = SecretPlace.Key;

    private static readonly Dictionary<string, Func<ScriptedConnection, Task>> s_answers = new()
    {
        ["status line"] = connection => connection.SendAsync($"HTTP/1.1 {Key}\r\n\r\n"),
        ["reason"] = connection => connection.SendAsync($"HTTP/1.1 401 {Key}\r\nContent-Length: 0\r\n\r\n"),
        ["header line"] = connection => connection.SendAsync($"HTTP/1.1 200 OK\r\n{Key}\r\n\r\n"),
        ["header"] = connection => connection.RespondJsonAsync("oops", 200, ("X-Echo", Key), ("X-Request-Id", Key)),
        ["chunk"] = connection => connection.SendAsync($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Key}\r\n"),
        ["redirect"] = connection => connection.RespondJsonAsync("{}", 307, ("Location", $"http://127.0.0.1:1/{Key}?{Key}")),
        ["refusal"] = connection => connection.RespondJsonAsync($$"""{"error":"no {{Key}}"}""", 401),
        ["busy"] = connection => connection.RespondJsonAsync($$"""{"error":"no {{Key}}"}""", 503),
    };

    public static TheoryData<string> Answers => [.. s_answers.Keys];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task K06_nothing_is_seen(string answer)
    {
        var logs = new CapturingLogs();
        using var traces = new Traces();
        await using var server = new ScriptedServer(async connection =>
        {
            await s_answers[answer](connection);
            connection.Close();
        });
        // Where it is led is its own affair.
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Key}");
        using var foreign = new OllamaClient(http, new OllamaClientOptions { LoggerFactory = logs, Retry = { BaseDelay = TimeSpan.FromTicks(1) } });
        using var own = server.Create(options => (options.LoggerFactory, options.ApiKey) = (logs, Key));
        using var address = TestClient.Create($"http://somebody:{Uri.EscapeDataString(Key)}@{server.Url.Authority}/?key={Uri.EscapeDataString(Key)}", options => options.LoggerFactory = logs);
        var call = new CallOptions { Headers = { ["X-Api-Key"] = Key } };

        foreach (var (client, options) in (ValueTuple<OllamaClient, CallOptions?>[])[(foreign, null), (own, null), (address, null), (TestClient.Create(server.Url.ToString(), o => o.LoggerFactory = logs), call)])
        {
            foreach (var fail in (Func<Task>[])[() => client.ChatAsync("hi", "m", options, TestClient.Ct), () => client.ChatStreamAsync("hi", "m", options, TestClient.Ct).ToListAsync()])
            {
                var error = await Assert.ThrowsAnyAsync<LlmException>(() => Guard.Within(fail()));
                foreach (var text in (string?[])[error.ToString(), error.RequestId, (error as LlmApiException)?.Excerpt, string.Join(' ', (error as LlmApiException)?.Headers ?? new Dictionary<string, string>()), .. logs.Lines, .. traces.Texts])
                {
                    Assert.DoesNotContain("canary", text ?? "", StringComparison.OrdinalIgnoreCase);
                    Assert.DoesNotContain("987654", text ?? "", StringComparison.OrdinalIgnoreCase);
                }
            }
        }

        Assert.NotEmpty(traces.Texts);
    }

    /// <summary>What .NET tells of requests. It notes the exceptions inside of it as events, whatever they quote, and nobody else has a say in that.</summary>
    private sealed class Traces : IDisposable
    {
        private readonly ConcurrentQueue<string> _texts = new();
        private readonly ActivityListener _activities;
        private readonly MeterListener _meters = new();

        public Traces()
        {
            _activities = new ActivityListener
            {
                ShouldListenTo = static _ => true,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => _texts.Enqueue(
                    $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
            };
            ActivitySource.AddActivityListener(_activities);
            _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
            _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
            _meters.Start();
        }

        public IReadOnlyCollection<string> Texts => _texts;

        public void Dispose()
        {
            _activities.Dispose();
            _meters.Dispose();
        }

        private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _texts.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}");
    }
}
