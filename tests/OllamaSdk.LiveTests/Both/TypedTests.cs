using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Both;

/// <summary>Answers of a type, which the server holds its model to.</summary>
public abstract class TypedTests : LiveTest
{
    [Fact]
    public async Task By_the_OpenAI_compatible_client()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();

        var whole = await client.ChatAsync<Sky>(Question, cancellationToken: Ct);
        var updates = await client.ChatStreamAsync<Sky>(Question, cancellationToken: Ct).ToListAsync(Ct);

        AssertSky(whole, updates);
    }

    [Fact]
    public async Task By_the_client_of_many_servers()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        var whole = await client.ChatAsync<Sky>(Question, cancellationToken: Ct);
        var updates = await client.ChatStreamAsync<Sky>(Question, cancellationToken: Ct).ToListAsync(Ct);

        AssertSky(whole, updates);
    }

    [Fact]
    public async Task A_schema_of_ones_own()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();
        var request = new ChatCompletionRequest
        {
            Messages = [ChatCompletionMessage.User(Question)],
            ResponseFormat = """{"type":"object","properties":{"answer":{"enum":["blue","grey"]}},"required":["answer"],"additionalProperties":false}""",
            MaxTokens = 200,
        };

        var answer = await client.ChatAsync(request, Ct);

        Assert.Matches("""^\s*\{\s*"answer"\s*:\s*"(blue|grey)"\s*\}\s*$""", answer.Choices[0].Message.Content.Text);
    }

    protected static void AssertSky(Sky whole, IReadOnlyList<TypedUpdate<Sky>> updates)
    {
        Assert.True(Enum.IsDefined(whole.Colour));
        var last = Assert.Single(updates, update => update.IsLast);
        Assert.True(last.Value is { } sky && Enum.IsDefined(sky.Colour));
        Assert.Contains("\"", string.Concat(updates.Select(update => update.Text)), StringComparison.Ordinal);
    }
}
