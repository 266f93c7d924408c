using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Transport;

/// <summary>The table of what is sent again, and the waits between.</summary>
public sealed class RetryRulesTests
{
    private static readonly OperationKind[] s_all = [OperationKind.Read, OperationKind.Generation, OperationKind.Change];

    [Theory]
    [InlineData(ConnectionPhase.Connect, "Read Generation Change", 2)]
    [InlineData(ConnectionPhase.Resolve, "Read Generation Change", 1)]
    [InlineData(ConnectionPhase.Tls, "", 0)]
    [InlineData(ConnectionPhase.Proxy, "Read Generation Change", 2)]
    [InlineData(ConnectionPhase.ReceiveHeaders, "Read Generation", 2)]
    public void Connection(ConnectionPhase phase, string kinds, int times) => Check(new LlmConnectionException(phase, "x"), kinds, times);

    [Theory]
    [InlineData(LlmTimer.Connect, "Read Generation Change", 2)]
    [InlineData(LlmTimer.FirstByte, "Read", 2)]
    public void Timer(LlmTimer timer, string kinds, int times) => Check(new LlmTimeoutException(timer, TimeSpan.FromSeconds(1)), kinds, times);

    [Fact]
    public void Protocol() => Check(new LlmProtocolException("x"), "Read", 1);

    [Fact]
    public void What_would_only_end_in_the_same_way()
    {
        Check(new LlmProtocolException("x") { IsLasting = true }, "", 0);
        Check(new LlmConnectionException(ConnectionPhase.Proxy, "x") { IsLasting = true }, "", 0);
    }

    [Theory]
    [InlineData(408, "Read Generation", 2)]
    [InlineData(429, "Read Generation", 2)]
    [InlineData(502, "Read Generation", 2)]
    [InlineData(503, "Read Generation", 2)]
    [InlineData(504, "Read Generation", 2)]
    [InlineData(529, "Read Generation", 2)]
    [InlineData(500, "Read", 1)]
    [InlineData(301, "", 0)]
    [InlineData(400, "", 0)]
    [InlineData(401, "", 0)]
    [InlineData(402, "", 0)]
    [InlineData(403, "", 0)]
    [InlineData(404, "", 0)]
    [InlineData(405, "", 0)]
    [InlineData(409, "", 0)]
    [InlineData(413, "", 0)]
    [InlineData(499, "", 0)]
    [InlineData(501, "", 0)]
    [InlineData(599, "", 0)]
    public void Status(int status, string kinds, int times) => Check(ApiErrors.Create(status, "{\"error\":\"x\"}"u8, new SafeText()), kinds, times);

    [Theory]
    [InlineData("model requires more system memory (9 GiB) than is available (1 GiB)")]
    [InlineData("cudaMalloc failed: out of memory")]
    [InlineData("model runner has unexpectedly stopped")]
    [InlineData("llama-server process has terminated: exit status 2")]
    [InlineData("CUDA error: unspecified launch failure")]
    [InlineData("\"m\" does not support tools")]
    [InlineData("the input length exceeds the context length")]
    public void A_500_that_will_stay_one_is_not_tried_again(string words) =>
        Check(ApiErrors.Create(500, System.Text.Encoding.UTF8.GetBytes(words), new SafeText()), "", 0);

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void A_wish_to_wait_longer_than_the_limit_ends_the_call(int seconds, bool again)
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.TryAddWithoutValidation("Retry-After", $"{seconds}");
        var refusal = ApiErrors.Create(429, "{}"u8, new SafeText(), answer);

        Assert.Equal(again, RetryRules.Allows(refusal, State(OperationKind.Read), 0, new RetryOptions()));
    }

    [Fact]
    public void Generation_is_sent_at_most_twice_more_whatever_is_allowed()
    {
        var failure = new LlmConnectionException(ConnectionPhase.Connect, "x");
        bool Allows(OperationKind kind, int retries) => RetryRules.Allows(failure, State(kind, 10), retries, new RetryOptions());

        Assert.True(Allows(OperationKind.Generation, 1));
        Assert.False(Allows(OperationKind.Generation, 2));
        Assert.True(Allows(OperationKind.Read, 9));
        Assert.False(Allows(OperationKind.Read, 10));
    }

    [Theory]
    [InlineData("POST", "/api/chat", OperationKind.Generation)]
    [InlineData("POST", "/api/generate", OperationKind.Generation)]
    [InlineData("GET", "/api/tags", OperationKind.Read)]
    [InlineData("GET", "/api/ps", OperationKind.Read)]
    [InlineData("GET", "/api/version", OperationKind.Read)]
    [InlineData("HEAD", "/api/blobs/{digest}", OperationKind.Read)]
    [InlineData("POST", "/api/show", OperationKind.Read)]
    [InlineData("POST", "/api/embed", OperationKind.Read)]
    [InlineData("POST", "/api/pull", OperationKind.Read)]
    [InlineData("POST", "/api/push", OperationKind.Change)]
    [InlineData("POST", "/api/create", OperationKind.Change)]
    [InlineData("POST", "/api/copy", OperationKind.Change)]
    [InlineData("DELETE", "/api/delete", OperationKind.Change)]
    [InlineData("POST", "/api/blobs/{digest}", OperationKind.Change)]
    [InlineData("POST", "/something/new", OperationKind.Change)]
    public void Operation(string method, string route, object kind) => Assert.Equal(kind, OperationPolicy.KindOf(new HttpMethod(method), route));

    private static void Check(LlmException failure, string kinds, int times)
    {
        foreach (var kind in s_all)
        {
            var allowed = kinds.Split(' ').Contains(kind.ToString()) ? times : 0;
            for (var retries = 0; retries < 4; retries++)
            {
                Assert.Equal(retries < allowed, RetryRules.Allows(failure, State(kind), retries, new RetryOptions()));
            }
        }
    }

    private static CallState State(OperationKind kind, int maxRetries = 2) =>
        new(HttpMethod.Post, "/api/test") { Kind = kind, FirstByteLimit = TimeSpan.FromSeconds(1), MaxRetries = maxRetries };
}
