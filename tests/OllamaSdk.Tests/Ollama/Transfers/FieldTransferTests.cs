using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>Transfers as real servers report them.</summary>
public sealed class FieldTransferTests
{
    [Theory]
    [InlineData("pull")]
    [InlineData("push")]
    public async Task A_layer_that_ends_between_two_reports_is_complete_all_the_same(string operation)
    {
        var lines = FieldCase.Read("PP1-layer-without-last-tick.ndjson");
        // A push has other words for the same.
        var body = operation == "pull" ? lines : lines.Replace("verifying sha256 digest", "pushing manifest", StringComparison.Ordinal).Replace("""{"status":"writing manifest"}""" + "\n", "", StringComparison.Ordinal);
        await using var server = new ScriptedServer(connection => RespondAsync(connection, body));
        await using var client = server.Create();
        var reports = new Reports();

        await (operation == "pull"
            ? client.PullModelAsync("m", reports, cancellationToken: TestClient.Ct)
            : client.PushModelAsync("a/m", reports, cancellationToken: TestClient.Ct));

        Assert.Equal(("success", 64_100_961, 64_100_961), (reports.Last.Status, reports.Last.CompletedBytes, reports.Last.TotalBytes));
        Assert.Equal((1.0, TimeSpan.Zero), (reports.Last.Fraction, reports.Last.Remaining));
        Assert.All(reports.Last.Layers, layer => Assert.Equal(1, layer.Fraction));
        Assert.True(reports.All[4].Fraction < 1, "while layers are on the way nothing is made up");
    }

    [Theory]
    [InlineData("pull")]
    [InlineData("push")]
    [InlineData("create")]
    public async Task An_error_inside_the_answer_is_told_as_one(string operation)
    {
        await using var server = new ScriptedServer(connection => RespondAsync(connection, FieldCase.Read("CL1-pull-unknown-model.ndjson")));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => operation switch
        {
            "pull" => client.PullModelAsync("nope", cancellationToken: TestClient.Ct),
            "push" => client.PushModelAsync("a/nope", cancellationToken: TestClient.Ct),
            _ => client.CreateModelAsync(new CreateModelRequest { Model = "n", From = "nope" }, cancellationToken: TestClient.Ct),
        });

        Assert.Equal((StreamFailure.ServerError, "pull model manifest: file does not exist"), (error.Reason, error.ServerError?.ServerMessage));
        foreach (var text in (string[])[error.Message, error.ServerError!.Message])
        {
            Assert.Contains("reported an error", text, StringComparison.Ordinal);
            Assert.DoesNotContain("answered 200", text, StringComparison.Ordinal);
            if (operation != "create")
            {
                Assert.DoesNotContain("pull the model", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Who_pulls_is_not_told_to_pull_by_a_refusal_either()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"model 'nope' not found"}""", 404));
        await using var client = server.Create();

        var pull = await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.PullModelAsync("nope", cancellationToken: TestClient.Ct));
        var chat = await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.ChatAsync("hi", "nope", cancellationToken: TestClient.Ct));

        Assert.Equal("The server answered 404: model 'nope' not found (check the name of the model)", pull.Message);
        Assert.Equal("The server answered 404: model 'nope' not found (pull the model, or check its name)", chat.Message);
    }


    private static async Task RespondAsync(ScriptedConnection connection, string body)
    {
        await connection.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
        await connection.SendChunkAsync(body);
        await connection.EndChunksAsync();
    }
}
