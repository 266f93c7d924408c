using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>Creating a model whose parent the server pulls first: that pull says <c>success</c> before the model is made.</summary>
public sealed class CreateTests
{
    private const string Success = """{"status":"success"}""";
    private static readonly CreateModelRequest Request = new() { Model = "mine", From = "parent" };

    [Fact]
    public async Task A_success_midway_is_not_the_end()
    {
        await using var server = new ScriptedServer(c => c.RespondNdjsonAsync("""{"status":"pulling manifest"}""", Success, """{"status":"writing manifest"}""", Success));
        await using var client = server.Create();

        var statuses = new List<string?>();
        await foreach (var line in client.CreateModelStreamAsync(Request, cancellationToken: TestClient.Ct))
        {
            statuses.Add(line.Status);
        }

        Assert.Equal(["pulling manifest", "success", "writing manifest", "success"], statuses);
    }

    [Fact]
    public async Task A_stream_that_ends_after_something_else_is_incomplete()
    {
        await using var server = new ScriptedServer(c => c.RespondNdjsonAsync(Success, """{"status":"writing manifest"}"""));
        await using var client = server.Create();

        var failure = await Assert.ThrowsAsync<LlmStreamException>(() => client.CreateModelAsync(Request, cancellationToken: TestClient.Ct));

        Assert.Equal(StreamFailure.Incomplete, failure.Reason);
        Assert.Equal("writing manifest", failure.Partial?.Status);
    }
}
