using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Client;

/// <summary>Status, recommendations and version: members that are new, and members that are missing.</summary>
public sealed class ServerFactsTests
{
    [Fact]
    public async Task A_new_status_word_and_new_members_are_kept()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"cloud":{"disabled":false,"source":"policy","new":1},"more":2}"""));
        await using var client = server.Create();

        var status = await client.GetStatusAsync(cancellationToken: TestClient.Ct);

        Assert.Equal((false, "policy"), (status.Cloud?.Disabled, status.Cloud?.Source?.Value));
        Assert.Equal((1, 2), (status.Cloud!.AdditionalProperties!["new"].GetInt32(), status.AdditionalProperties!["more"].GetInt32()));
    }

    [Fact]
    public async Task Sizes_of_recommendations_are_64_bit()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"recommendations":[{"model":"m","vram_bytes":900000000000}]}"""));
        await using var client = server.Create();

        var model = Assert.Single((await client.ListModelRecommendationsAsync(cancellationToken: TestClient.Ct)).RecommendationsOnWire!);

        Assert.Equal(("m", 900_000_000_000L, null), (model.ModelOnWire, model.VramBytes, model.RequiredPlanOnWire));
        Assert.Equal("/api/experimental/model-recommendations", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task An_answer_without_a_version_is_not_Ollamas()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmProtocolException>(() => client.GetVersionAsync(cancellationToken: TestClient.Ct));

        Assert.Equal(server.Url, error.Endpoint);
    }
}
