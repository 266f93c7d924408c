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

    [Theory]
    [InlineData("24h", "hour", 25)]
    [InlineData(null, "day", 8)]
    [InlineData("30d", "day", 31)]
    public async Task Nothing_was_used_and_all_is_left(string? range, string granularity, int buckets)
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { Account = new OllamaAccount { Name = "ada" } });
        using var client = Over(emulator);

        var usage = await client.GetUsageAsync(range, cancellationToken: Cancellation);
        var balance = await client.GetBalanceAsync(cancellationToken: Cancellation);

        Assert.Equal((range ?? "7d", granularity, buckets), (usage.Range, usage.Granularity, usage.Buckets.Count));
        Assert.Equal((0, 0), (usage.Totals.RequestCount, usage.Totals.UsageUsd));
        Assert.Equal((20, 20, 0), (balance.Included.BalanceUsd, balance.Included.AllowanceUsd, balance.Purchased.BalanceUsd));
    }

    [Fact]
    public async Task What_is_used_is_told_to_whoever_is_signed_in_or_has_a_key()
    {
        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => Client.GetUsageAsync(cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => Client.GetBalanceAsync(cancellationToken: Cancellation));
        using var hosted = new OllamaClient(new OllamaClientOptions { Endpoint = "https://ollama.com", Handler = Emulator, ApiKey = "secret" });

        Assert.Equal(20, (await hosted.GetBalanceAsync(cancellationToken: Cancellation)).Included.AllowanceUsd);
        var team = await Assert.ThrowsAnyAsync<LlmApiException>(() => hosted.GetUsageAsync(scope: "team", cancellationToken: Cancellation));
        var unknown = await Assert.ThrowsAnyAsync<LlmApiException>(() => hosted.GetUsageAsync("1y", cancellationToken: Cancellation));

        Assert.Equal((ApiErrorKind.Forbidden, ApiErrorKind.BadRequest), (team.Kind, unknown.Kind));
    }

    [Fact]
    public async Task A_model_has_its_own_levels_of_thinking()
    {
        var thinking = new ModelThinking { Values = [Think.Off, Think.Level("deep")], Default = Think.Off };
        using var emulator = new OllamaEmulator(new EmulatorOptions
        {
            Models = { new EmulatedModel("thinker") { Capabilities = [ModelCapability.Completion, ModelCapability.Thinking], Thinking = thinking } },
        });
        using var client = Over(emulator);

        Assert.Equal(thinking, await client.GetThinkingLevelsAsync("thinker", cancellationToken: Cancellation));
        Assert.Null(await client.GetThinkingLevelsAsync("demo", cancellationToken: Cancellation));
        Assert.NotEmpty((await ThinkAsync("deep")).Message.Thinking);
        Assert.Empty((await ThinkAsync("unknown")).Message.Thinking);
        using var v1 = OpenAI.OpenAIEmulatorTest.CreateClient(emulator);
        Assert.NotEmpty((await EffortAsync("thinker")).Choices[0].Message!.Reasoning!);
        await Assert.ThrowsAnyAsync<LlmApiException>(() => EffortAsync("demo"));

        Task<OllamaChatResponse> ThinkAsync(string level) => client.ChatAsync(
            new OllamaChatRequest { Model = "thinker", Messages = [OllamaChatMessage.User("hi")], Think = level }, cancellationToken: Cancellation);

        Task<OllamaSdk.OpenAI.ChatCompletion> EffortAsync(string model) => v1.ChatAsync(
            new() { Model = model, Messages = [OllamaSdk.OpenAI.ChatCompletionMessage.User("hi")], ReasoningEffort = "deep" }, cancellationToken: Cancellation);
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
