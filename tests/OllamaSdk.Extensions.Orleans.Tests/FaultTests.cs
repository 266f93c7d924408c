using OllamaSdk.BulkJobs.Workers;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>Who is to blame, and what is said of it.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(400, ApiErrorKind.BadRequest, "Text")]
    [InlineData(400, ApiErrorKind.ContextLength, "Text")]
    [InlineData(503, ApiErrorKind.ServerBusy, "Server")]
    [InlineData(429, ApiErrorKind.RateLimited, "Server")]
    [InlineData(502, ApiErrorKind.ServerError, "Server")]
    [InlineData(504, ApiErrorKind.ServerError, "Server")]
    [InlineData(500, ApiErrorKind.ServerError, "Unclear")]
    [InlineData(500, ApiErrorKind.OutOfMemory, "Unclear")]
    [InlineData(500, ApiErrorKind.UnusableOutput, "Unclear")]
    [InlineData(401, ApiErrorKind.Unauthorized, "Settings")]
    [InlineData(402, ApiErrorKind.NoBalance, "Settings")]
    [InlineData(404, ApiErrorKind.ModelNotFound, "Settings")]
    [InlineData(404, ApiErrorKind.RouteNotFound, "Settings")]
    public void A_refusal_tells_by_its_kind(int status, ApiErrorKind kind, string fault) =>
        Assert.Equal(fault, BulkFaults.Of(new LlmApiException(status, kind, "no")).ToString());

    [Fact]
    public void Other_failures_tell_by_their_type()
    {
        Assert.Equal(BulkFault.Text, BulkFaults.Of(new ArgumentException("too many questions")));
        Assert.Equal(BulkFault.Settings, BulkFaults.Of(new LlmConfigurationException("no address")));
        Assert.Equal(BulkFault.Unclear, BulkFaults.Of(new LlmProtocolException("odd")));
    }

    [Theory]
    [InlineData(new[] { ApiErrorKind.ServerBusy, ApiErrorKind.ContextLength }, "Text")]
    [InlineData(new[] { ApiErrorKind.ServerError, ApiErrorKind.ServerBusy }, "Unclear")]
    [InlineData(new[] { ApiErrorKind.ModelNotFound, ApiErrorKind.ServerBusy }, "Server")]
    [InlineData(new[] { ApiErrorKind.ModelNotFound, ApiErrorKind.Unauthorized }, "Settings")]
    public void Of_several_servers_the_one_that_knows_most_counts(ApiErrorKind[] kinds, string fault) => Assert.Equal(fault, BulkFaults.Of(new LlmFallbackException(
        [.. kinds.Select(kind => new LlmFailure("ollama", "m", new Uri("http://gpu1:11434"), new LlmApiException(500, kind, "no")))])).ToString());

    [Fact]
    public void What_is_printed_of_a_job_or_a_text_has_nothing_that_was_written()
    {
        var job = new LlmBulkJob { Id = "night", Template = "s3cret {text}", System = "s3cret" };

        Assert.Contains("night", job.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", $"{job}{new LlmBulkJobStatus { Job = job }}{new LlmBulkText(1, "s3cret")}", StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_an_answer_or_of_a_database_is_logged()
    {
        Assert.DoesNotContain("s3cret", FaultText.Of(new LlmProtocolException("The answer s3cret is odd.")), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", FaultText.ForLog(new IOException("s3cret")), StringComparison.Ordinal);
        Assert.Equal("no", FaultText.ForLog(new LlmApiException(400, ApiErrorKind.BadRequest, "no")));
    }
}
