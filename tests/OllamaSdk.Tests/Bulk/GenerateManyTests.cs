using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Bulk;

/// <summary>Many requests, each with an answer or an error of its own.</summary>
public sealed class GenerateManyTests
{
    private const string Answer = """{"model":"m","response":"yes","done":true,"done_reason":"stop"}""";

    [Fact]
    public async Task Each_prompt_is_answered_or_refused_by_itself()
    {
        await using ScriptedServer server = new(c => c.Request.Text.Contains("\"3\"", StringComparison.Ordinal)
            ? c.RespondJsonAsync("""{"error":"the prompt is longer than the context length"}""", 400)
            : c.RespondJsonAsync(Answer));
        using var client = server.Create();

        var results = await client.GenerateManyAsync(new CountingSource(20), cancellationToken: Ct).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), results.Select(result => result.Input));
        Assert.Equal(3, Assert.Single(results, result => !result.Succeeded).Index);
        Assert.All(results.Where(result => result.Succeeded), result => Assert.Equal("yes", result.Output!.Response));
    }

    [Fact]
    public async Task A_request_that_is_wrong_in_itself_is_an_error_of_its_own()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(Answer));
        using var client = server.Create();

        var results = await client.GenerateManyAsync(Requests(), cancellationToken: Ct).ToListAsync();

        Assert.Equal([true, false, true], results.Select(result => result.Succeeded));
        Assert.IsAssignableFrom<ArgumentException>(results[1].Error);

        static async IAsyncEnumerable<GenerateRequest> Requests()
        {
            yield return new GenerateRequest { Prompt = "a" };
            await Task.Yield();
            yield return new GenerateRequest { Prompt = "b", TopLogprobs = 99 };
            yield return new GenerateRequest { Prompt = "c", Model = "other" };
        }
    }

    [Fact]
    public async Task A_model_that_is_missing_ends_the_work_only_where_all_prompts_are_for_it()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"error":"model 'm' not found"}""", 404));
        using var client = server.Create();

        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.GenerateManyAsync(new CountingSource(5), cancellationToken: Ct).ToListAsync());
        Assert.All(await client.GenerateManyAsync(Requests(), cancellationToken: Ct).ToListAsync(), result => Assert.IsType<LlmModelNotFoundException>(result.Error));

        static async IAsyncEnumerable<GenerateRequest> Requests()
        {
            await Task.Yield();
            yield return new GenerateRequest { Prompt = "a", Model = "x" };
            yield return new GenerateRequest { Prompt = "b", Model = "y" };
        }
    }

    [Fact]
    public async Task The_client_of_all_servers_answers_many_too_and_falls_back()
    {
        await using ScriptedServer server = new(c => c.RespondAsync());
        using var client = LlmServers.ClientOf(LlmServers.Dead("m"), server.Native());

        var results = await client.ChatManyAsync(new CountingSource(12), cancellationToken: Ct).ToListAsync();

        Assert.Equal(12, results.Count);
        Assert.All(results, result => Assert.Equal(("hello", true), (result.Output!.Content, result.Output.UsedFallback)));
    }

    [Fact]
    public async Task No_server_at_all_ends_the_work()
    {
        using var client = LlmServers.ClientOf(LlmServers.Dead("a"), LlmServers.Dead("b"));

        await Assert.ThrowsAsync<LlmFallbackException>(() => client.ChatManyAsync(new CountingSource(1000), cancellationToken: Ct).ToListAsync());
    }
}
