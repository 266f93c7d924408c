using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Json;

/// <summary>Dates, counts and sizes as servers were seen to send them, through every client: the answer is read, whatever becomes of them.</summary>
public sealed class FieldScalarTests
{
    private const long Created = 1_714_000_000;

    [Theory]
    [InlineData("ST1a-created-float", null)]
    [InlineData("ST1b-created-exponent", Created)]
    public async Task Models_of_v1(string file, long? created)
    {
        await using var server = Serving(file);
        await using var client = server.CreateV1();
        using var both = ClientOf(server.V1(LlmProviders.OpenAICompatible));

        var model = Assert.Single((await client.ListModelsAsync(cancellationToken: Ct)).Data);
        var same = Assert.Single(await both.ListModelsAsync(cancellationToken: Ct));

        Assert.Equal(("q", created), (model.Id, model.Created));
        Assert.Equal(("q", created), (same.Id, same.Created?.ToUnixTimeSeconds()));
        Assert.Equal(created is null ? "1714000000.5" : null, Kept(model.AdditionalProperties, "created"));
    }

    [Fact]
    public async Task Answers_of_v1()
    {
        await using var server = Serving("ST1c-created-float");
        await using var client = server.CreateV1();
        using var both = ClientOf(server.V1(LlmProviders.OpenAICompatible));

        var answer = await client.ChatAsync("hi", cancellationToken: Ct);

        Assert.Equal(("ok", null), (answer.Choices[0].Message.Content.Text, answer.Created));
        Assert.Equal("1714000000.25", Kept(answer.AdditionalProperties, "created"));
        Assert.Equal("ok", (await both.ChatAsync("hi", cancellationToken: Ct)).Content);
    }

    [Fact]
    public async Task Chunks_of_v1()
    {
        await using var server = Serving("ST1d-created-float", ".sse", V1.EventStream);
        await using var client = server.CreateV1();
        using var both = ClientOf(server.V1(LlmProviders.OpenAICompatible));

        var chunks = await client.Stream().ToListAsync();
        var answer = await client.Stream().ToResponseAsync(Ct);

        Assert.All(chunks, chunk => Assert.Equal((null, "1744857525.254391"), (chunk.Created, Kept(chunk.AdditionalProperties, "created"))));
        Assert.Equal(("ok", "stop"), (answer.Choices[0].Message.Content.Text, answer.Choices[0].FinishReason?.Value));
        Assert.Equal("ok", (await both.ChatStreamAsync("hi", cancellationToken: Ct).ToListAsync()).Text());
    }

    [Theory]
    [InlineData("ST2a-created-at", "\"1786289584.000000000Z\"")]
    [InlineData("ST2b-created-at", "1786289584")]
    [InlineData("ST2c-created-at", "\"\"")]
    public async Task Native_answers(string file, string kept)
    {
        await using var server = Serving(file);
        await using var client = server.Create();
        using var both = ClientOf(server.Native());

        var whole = await client.ChatAsync("hi", cancellationToken: Ct);
        var item = Assert.Single(await client.Stream().ToListAsync());
        var joined = await client.Stream().ToResponseAsync(Ct);

        Assert.All([whole, item, joined], answer => Assert.Equal(("hi", true, null), (answer.Message.Content, answer.Done, answer.CreatedAt)));
        Assert.All([whole, item], answer => Assert.Equal(kept, Kept(answer.AdditionalProperties, "created_at")));
        Assert.Equal("hi", (await both.ChatAsync("hi", cancellationToken: Ct)).Content);
        Assert.Equal("hi", (await both.ChatStreamAsync("hi", cancellationToken: Ct).ToListAsync()).Text());
    }

    [Fact]
    public async Task Dates_of_native_models()
    {
        await using var server = Serving("ST3a-modified-at");
        await using var client = server.Create();
        using var both = ClientOf(server.Native());

        var models = (await client.ListModelsAsync(cancellationToken: Ct)).Models;

        Assert.Equal(["b", "d", "e"], models.Select(model => model.Name));
        Assert.All(models, model => Assert.Null(model.ModifiedAt));
        Assert.Equal(["\"\"", "1714000000", "\"2024-05-01 10:00:00\""], models.Select(model => Kept(model.AdditionalProperties, "modified_at")));
        Assert.Equal(["b", "d", "e"], (await both.ListModelsAsync(cancellationToken: Ct)).Select(model => model.Id).Order());
    }

    [Fact]
    public async Task Sizes_of_native_models()
    {
        await using var server = Serving("ST3b-size-exponent");
        await using var client = server.Create();
        using var both = ClientOf(server.Native());

        Assert.Equal(1_500_000_000, Assert.Single((await client.ListModelsAsync(cancellationToken: Ct)).Models).Size);
        Assert.Equal(1_500_000_000, Assert.Single(await both.ListModelsAsync(cancellationToken: Ct)).Size);
    }

    [Fact]
    public async Task Running_models()
    {
        await using var server = Serving("ST4-far-year");
        await using var client = server.Create();

        var model = Assert.Single((await client.ListRunningModelsAsync(cancellationToken: Ct)).Models);

        Assert.Equal(("a", null), (model.Name, model.ExpiresAt));
        Assert.Equal("\"292277026596-12-04T15:30:07Z\"", Kept(model.AdditionalProperties, "expires_at"));
    }

    private static string? Kept(Dictionary<string, System.Text.Json.JsonElement>? members, string name) =>
        members is not null && members.TryGetValue(name, out var value) ? value.GetRawText() : null;

    private static ScriptedServer Serving(string file, string ending = ".json", string contentType = "application/json")
    {
        var body = FieldCase.Read(file + ending);
        return new([.. Enumerable.Repeat<Func<ScriptedConnection, Task>>(connection => connection.RespondAsync(200, contentType, body), 8)]);
    }
}
