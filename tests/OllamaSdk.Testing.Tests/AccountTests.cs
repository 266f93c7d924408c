namespace OllamaSdk.Testing.Tests;

public sealed class AccountTests : EmulatorTest
{
    [Fact]
    public async Task Nobody_is_signed_in_at_first()
    {
        var failure = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => Client.GetAccountAsync(cancellationToken: Cancellation));

        Assert.StartsWith("https://ollama.com/connect?name=", failure.SignInUrl?.ToString());
        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => Client.SignOutAsync(cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => Client.LocalWebSearchAsync("x", cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Who_signs_out_is_signed_out()
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { Account = new OllamaAccount { Name = "ada", Email = "ada@example.com" } });
        using var client = Over(emulator);

        var account = await client.GetAccountAsync(cancellationToken: Cancellation);
        Assert.Equal(("ada", "ada@example.com", "free", null), (account.Name, account.Email, account.Plan, account.BioOnWire));
        await client.SignOutAsync(cancellationToken: Cancellation);

        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => client.GetAccountAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task The_old_route_signs_out_whatever_the_key()
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { Account = new OllamaAccount { Name = "ada" } });
        using var client = Over(emulator);

        await client.SendAsync(HttpMethod.Delete, "/api/user/keys/abc", cancellationToken: Cancellation);

        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => client.GetAccountAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Searches_and_reads_for_whoever_is_signed_in()
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { Account = new OllamaAccount { Name = "ada" } });
        using var client = Over(emulator);

        Assert.Equal(5, (await client.LocalWebSearchAsync("x", cancellationToken: Cancellation)).Results!.Count);
        var two = (await client.LocalWebSearchAsync("x", 2, cancellationToken: Cancellation)).Results!;
        Assert.Equal(["Emulated result 1 for \"x\"", "Emulated result 2 for \"x\""], two.Select(result => result.Title));
        Assert.Contains("emulator", (await client.LocalWebFetchAsync("https://example.com", cancellationToken: Cancellation)).Content);
    }

    [Fact]
    public async Task The_hosted_routes_are_at_the_host_alone_and_want_a_key()
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);
        using var client = new OllamaClient(new OllamaClientOptions { Handler = Emulator, CloudApiKey = "secret" });

        Assert.Equal(3, (await client.WebSearchAsync("x", 3, cancellationToken: Cancellation)).Results!.Count);
        Assert.NotEmpty((await client.WebFetchAsync("https://example.com", cancellationToken: Cancellation)).Links!);

        using var withoutKey = await http.PostAsync(new Uri("https://ollama.com/api/web_search"), new StringContent("""{"query":"x"}"""), Cancellation);
        using var elsewhere = await http.PostAsync(new Uri("http://127.0.0.1/api/web_search"), new StringContent("""{"query":"x"}"""), Cancellation);
        Assert.Equal((401, 404), ((int)withoutKey.StatusCode, (int)elsewhere.StatusCode));
    }

    [Fact]
    public async Task The_cloud_is_on_and_what_can_be_pulled_is_recommended()
    {
        Assert.Equal((false, CloudStatusSource.None), await CloudAsync());

        var recommended = (await Client.ListModelRecommendationsAsync(cancellationToken: Cancellation)).Recommendations!;

        Assert.Equal(["demo:latest", "demo-embed:latest", "demo-large:latest"], recommended.Select(one => one.Model));
    }

    [Fact]
    [Obsolete("The method is.")]
    public async Task The_legacy_vector_points_the_same_way_and_is_not_of_length_one()
    {
        var legacy = (await Client.LegacyEmbedAsync(new LegacyEmbedRequest { Model = "demo-embed", Prompt = "hello" }, cancellationToken: Cancellation)).Embedding!;
        var vector = Assert.Single((await Client.EmbedAsync("hello", "demo-embed", cancellationToken: Cancellation)).Embeddings!);

        Assert.Equal(2 * vector[5], (float)legacy[5], 5);
        Assert.Empty((await Client.LegacyEmbedAsync(new LegacyEmbedRequest { Model = "demo-embed", Prompt = "" }, cancellationToken: Cancellation)).Embedding!);
    }

    private static OllamaClient Over(OllamaEmulator emulator) => new(new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = emulator });

    private async Task<(bool? Disabled, CloudStatusSource? Source)> CloudAsync()
    {
        var cloud = (await Client.GetStatusAsync(cancellationToken: Cancellation)).Cloud;
        return (cloud?.Disabled, cloud?.Source);
    }
}
