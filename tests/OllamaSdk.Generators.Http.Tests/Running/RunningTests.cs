using OllamaSdk.Http;
using OllamaSdk.TestKit;

namespace OllamaSdk.Generators.Http.Tests.Running;

/// <summary>Emitted code, compiled into this assembly and run against the real runner: what reaches the wire, and what comes back.</summary>
public class RunningTests
{
    private const string Done = """{"text":"hello","isLast":true}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_body_and_answer()
    {
        var (api, http) = Create(Done);

        var answer = await api.AskAsync(new("hi"), cancellationToken: Token);

        Assert.Equal("hello", answer.Text);
        Assert.Equal(["POST http://localhost:1/base/ask"], http.Requests);
        Assert.Equal("""{"text":"hi"}""", http.Body);
        Assert.Equal("application/json", http.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Options_reach_the_runner()
    {
        var (api, http) = Create(Done);

        await api.AskAsync(new("hi"), new CallOptions { RequestId = "r-1" }, Token);

        Assert.Equal("r-1", http.Headers["X-Request-Id"]);
    }

    [Fact]
    public async Task Headers_of_the_interface_stand_below_those_of_method_and_parameter()
    {
        var (api, http) = Create(Done);

        await api.AskAsync(new("hi"), cancellationToken: Token);
        Assert.Equal(("application/json", "probe"), (http.Headers["Accept"], http.Headers["X-Client"]));

        await foreach (var _ in api.AskStreamAsync(new("hi"), Token))
        {
        }

        Assert.Equal("application/x-ndjson", http.Headers["Accept"]);
        Assert.DoesNotContain("X-Client", http.Headers.Keys);

        await api.DeleteAsync(new("hi"), "own", Token);
        Assert.Equal("own", http.Headers["X-Client"]);

        await api.DeleteAsync(new("hi"), null, Token);
        Assert.DoesNotContain("X-Client", http.Headers.Keys);
    }

    [Fact]
    public async Task Stream_gives_items_and_is_sent_when_enumerated()
    {
        var (api, http) = Create("""{"text":"a","isLast":false}""" + "\n" + Done + "\n");

        var stream = api.AskStreamAsync(new("hi"), Token);
        Assert.Empty(http.Requests);

        var texts = new List<string?>();
        await foreach (var item in stream)
        {
            texts.Add(item.Text);
        }

        Assert.Equal(["a", "hello"], texts);
        Assert.Equal(["POST http://localhost:1/base/ask"], http.Requests);
    }

    [Theory]
    [InlineData("a", "items/a/parts/-3")]
    [InlineData("a/b?c#d", "items/a%2Fb%3Fc%23d/parts/-3")]
    [InlineData("ä {PART}", "items/%C3%A4%20%7BPART%7D/parts/-3")]
    public async Task Path_values_are_escaped_segments(string id, string expected)
    {
        var (api, http) = Create(Done);

        await api.ReadAsync(id, -3, Token);

        Assert.Equal([$"GET http://localhost:1/base/{expected}"], http.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task Path_value_that_would_change_the_path_is_refused(string id)
    {
        var (api, http) = Create(Done);

        await Assert.ThrowsAsync<ArgumentException>(() => api.ReadAsync(id, 1, Token));
        Assert.Empty(http.Requests);
    }

    [Fact]
    public async Task Query_holds_what_is_not_null_in_the_invariant_culture()
    {
        var (api, http) = Create(Done);

        await api.FindAsync("a&b", ProbeOrder.NewestFirst, true, [1.5, 2], Token);
        await api.FindAsync(null, null, null, null, Token);
        await api.FindAsync("", null, false, [], Token);

        Assert.Equal(
            [
                "GET http://localhost:1/base/items?text=a%26b&order_by=NewestFirst&exact=true&sizes=1.5&sizes=2",
                "GET http://localhost:1/base/items",
                "GET http://localhost:1/base/items?text=&exact=false",
            ],
            http.Requests);
    }

    [Fact]
    public async Task Delete_carries_a_body_and_needs_no_answer()
    {
        var (api, http) = Create("");

        await api.DeleteAsync(new("old"), null, Token);

        Assert.Equal(["DELETE http://localhost:1/base/items"], http.Requests);
        Assert.Equal("""{"text":"old"}""", http.Body);
    }

    [Fact]
    public async Task Raw_bodies_are_sent_as_they_are()
    {
        var (api, http) = Create("");

        await api.PutStreamAsync(new MemoryStream("bytes"u8.ToArray()), Token);
        Assert.Equal("bytes", http.Body);

        await api.PutTextAsync("\"text\"", Token);
        Assert.Equal("\"text\"", http.Body);
        Assert.StartsWith("text/plain", http.Headers["Content-Type"]);

        await api.PutContentAsync(new StringContent("content", System.Text.Encoding.UTF8, "text/x-own"), Token);
        Assert.Equal("content", http.Body);
        Assert.StartsWith("text/x-own", http.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Message_and_stream_hand_out_the_raw_answer()
    {
        var (api, http) = Create("raw");

        using var message = await api.HeadAsync("a", Token);
        Assert.Equal("raw", await message.Content.ReadAsStringAsync(Token));

        using var reader = new StreamReader(await api.OpenAsync("a", Token));
        Assert.Equal("raw", await reader.ReadToEndAsync(Token));
        Assert.Equal(["HEAD http://localhost:1/base/items/a", "GET http://localhost:1/base/items/a"], http.Requests);
    }

    [Fact]
    public async Task Response_captures_a_failure()
    {
        var good = await Create(Done).Api.TryReadAsync("a", Token);
        Assert.True(good.IsSuccessful);
        Assert.Equal("hello", good.Content?.Text);

        var bad = await Create("no json").Api.TryReadAsync("a", Token);
        Assert.False(bad.IsSuccessful);
        Assert.IsType<LlmProtocolException>(bad.Error);
    }

    [Fact]
    public async Task Null_body_is_refused()
    {
        var (api, http) = Create(Done);

        await Assert.ThrowsAsync<ArgumentNullException>(() => api.AskAsync(null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => api.PutTextAsync(null!, Token));
        Assert.Empty(http.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_the_call()
    {
        var (api, http) = Create(Done, neverAnswers: true);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = api.ReadAsync("a", 1, source.Token);
        await http.Asked.Task.WaitAsync(Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Timeout_is_the_total_timer_of_the_call()
    {
        var clock = new FakeClock();
        var (api, http) = Create(Done, neverAnswers: true, clock);

        var call = api.SlowAsync(Token);
        await http.Asked.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => call);
        Assert.Equal((LlmTimer.Total, TimeSpan.FromMilliseconds(1500)), (error.Timer, error.Limit));
    }

    private static (IProbeApi Api, RecordingHandler Http) Create(string answer, bool neverAnswers = false, TimeProvider? clock = null)
    {
        var http = new RecordingHandler(answer) { NeverAnswers = neverAnswers };
        var settings = new RunnerSettings
        {
            Endpoint = new Uri("http://localhost:1/base/"),
            Json = ProbeContext.Default.Options,
            Safe = new SafeText(),
            Clock = clock ?? TimeProvider.System,
        };
        return (new ProbeApi(new ApiRunner(new HttpMessageInvoker(http), settings)), http);
    }
}
