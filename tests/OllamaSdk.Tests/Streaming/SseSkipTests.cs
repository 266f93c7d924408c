using System.Text;

namespace OllamaSdk.Tests.Streaming;

/// <summary>Events that cannot be read, for a caller who would rather lose them than the stream.</summary>
public sealed class SseSkipTests
{
    private static readonly string s_good = V1.Events(V1.Text("a"));
    private static readonly string s_bad = V1.Events("{broken", "hello", """{"choices":"secret words"}""");

    [Fact]
    public async Task They_are_left_out_and_logged()
    {
        var logs = new CapturingLogs();

        foreach (var pieces in SseEvents.AllWays(Encoding.UTF8.GetBytes(s_good + s_bad + s_good + V1.Events(V1.Finish, V1.Done))).Take(3))
        {
            var (chunks, error) = await V1.ReadAsync(pieces, options => (options.SkipMalformedEvents, options.LoggerFactory) = (true, logs));

            Assert.Null(error);
            Assert.Equal(3, chunks.Count);
        }

        Assert.Equal(9, logs.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("left out", StringComparison.Ordinal)));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("secret words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_later_failure_says_how_many()
    {
        var (chunks, error) = await V1.ReadAsync(s_good + s_bad + s_good, options => options.SkipMalformedEvents = true);

        Assert.Equal(2, chunks.Count);
        var stream = Assert.IsType<LlmStreamException>(error);
        Assert.Equal((StreamFailure.Incomplete, 2, 3), (stream.Reason, stream.ItemsReceived, stream.Partial!.ItemsSkipped));
    }

    [Theory]
    [InlineData("""data: {"error":"boom"}""")]
    [InlineData("event: error\ndata: boom")]
    public async Task An_error_of_the_server_is_not_left_out(string item)
    {
        var (_, error) = await V1.ReadAsync($"{s_bad}{item}\n\n{V1.Events(V1.Finish, V1.Done)}", options => options.SkipMalformedEvents = true);

        Assert.Equal(StreamFailure.ServerError, Assert.IsType<LlmStreamException>(error).Reason);
    }

    [Fact]
    public async Task Off_by_default()
    {
        var (chunks, error) = await V1.ReadAsync(s_good + s_bad);

        Assert.Single(chunks);
        Assert.Equal(0, Assert.IsType<LlmProtocolException>(error).Partial?.ItemsSkipped);
    }
}
