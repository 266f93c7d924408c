using Microsoft.Extensions.AI;
using OllamaSharp;
using OllamaSharp.Models;

namespace ForeignClients;

/// <summary>OllamaSharp looks after models, makes vectors, and is asked through Microsoft.Extensions.AI.</summary>
public sealed class OllamaSharpModelTests : ForeignTest
{
    [Fact]
    public async Task Lists_and_shows_models()
    {
        using var client = Client();

        var models = (await client.ListLocalModelsAsync(Cancellation)).ToList();
        var shown = await client.ShowModelAsync("demo", Cancellation);

        Assert.Equal(["demo-decide:latest", "demo-embed:latest", "demo:latest", "eyes:latest"], models.Select(model => model.Name).Order(StringComparer.Ordinal));
        Assert.All(models, model => Assert.Equal((64, "gguf", "emulator"), (model.Digest.Length, model.Details.Format, model.Details.Family)));
        Assert.Equal(["completion", "tools", "thinking"], shown.Capabilities!);
        Assert.Equal("emulator", shown.Info.Architecture);
        Assert.Equal(131_072L, ((System.Text.Json.JsonElement)shown.Info.ExtraInfo!["emulator.context_length"]).GetInt64());
    }

    [Fact]
    public async Task Asks_a_decision_model()
    {
        using var client = Client();

        var decided = await client.SystemOneAsync(
            new()
            {
                Model = "demo-decide",
                State = "The parcel came two weeks late!",
                Questions = new()
                {
                    ["angry"] = new SystemOneNoulQuestion { Instructions = "Is the customer angry?" },
                    ["topic"] = new SystemOneChoiceQuestion { Instructions = "What is it about?", Criteria = new() { ["delivery"] = "about transport", ["price"] = "" } },
                    ["tone"] = new SystemOneScoreQuestion { Instructions = "How hard is the tone?", Criteria = ["mild", "firm", "harsh"] },
                },
            },
            Cancellation);

        Assert.Equal(["angry", "topic", "tone"], decided.Answers.Keys);
        Assert.InRange(Assert.IsType<SystemOneNoulAnswer>(decided.Answers["angry"]).Noul, 0, 1);
        var topic = Assert.IsType<SystemOneChoiceAnswer>(decided.Answers["topic"]);
        Assert.Equal(1, topic.Probabilities!.Values.Sum(), 6);
        Assert.Equal(topic.Probabilities.MaxBy(one => one.Value).Key, topic.Choice);
        Assert.InRange(Assert.IsType<SystemOneScoreAnswer>(decided.Answers["tone"]).Score, 0, 2);
    }

    [Fact]
    public async Task Loads_and_unloads_a_model_with_a_window()
    {
        using var client = Client();
        await client.ChatAsync(new() { Model = "demo", Messages = [new("user", "hi")], Options = new RequestOptions { NumCtx = 8192 } }, Cancellation).StreamToEndAsync();

        var running = Assert.Single(await client.ListRunningModelsAsync(Cancellation));
        await client.RequestModelUnloadAsync("demo", Cancellation);

        Assert.Equal(("demo:latest", 8192), (running.Name, running.ContextLength));
        Assert.Empty(await client.ListRunningModelsAsync(Cancellation));
    }

    [Fact]
    public async Task Pulls_copies_creates_pushes_and_deletes()
    {
        using var client = Client();

        var pulled = await StatusesAsync(client.PullModelAsync("demo-large", Cancellation), status => status?.Status);
        // Not the large one: OllamaSharp has no number for more than 2 GB that are pushed.
        await client.CopyModelAsync("demo", "me/copy", Cancellation);
        var created = await StatusesAsync(
            client.CreateModelAsync(new CreateModelRequest { Model = "made", From = "demo", System = "Be brief.", Parameters = new Dictionary<string, object> { ["temperature"] = 0.5, ["num_ctx"] = 2048 } }, Cancellation), status => status?.Status);
        var pushed = await StatusesAsync(client.PushModelAsync("me/copy", Cancellation), status => status?.Status);
        var made = await client.ShowModelAsync("made", Cancellation);
        await client.DeleteModelAsync("made", Cancellation);

        Assert.Equal(("success", "success", "success"), (pulled[^1], created[^1], pushed[^1]));
        Assert.Equal("Be brief.", made.System);
        Assert.Contains("num_ctx", made.Parameters!);
        Assert.DoesNotContain("made:latest", (await client.ListLocalModelsAsync(Cancellation)).Select(model => model.Name));
        Assert.Contains("me/copy:latest", (await client.ListLocalModelsAsync(Cancellation)).Select(model => model.Name));
    }

    [Fact]
    public async Task Is_told_that_there_is_no_such_model()
    {
        using var client = Client();

        var pulled = await Assert.ThrowsAnyAsync<Exception>(() => StatusesAsync(client.PullModelAsync("nobody", Cancellation), status => status?.Status));
        await Assert.ThrowsAnyAsync<Exception>(() => client.ShowModelAsync("nobody", Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(() => client.DeleteModelAsync("nobody", Cancellation));

        Assert.Contains("file does not exist", pulled.Message);
    }

    [Fact]
    public async Task Uploads_a_file_once()
    {
        using var client = Client();
        byte[] file = [.. "GGUF"u8, 1, 2, 3];
        var digest = "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));

        Assert.False(await client.IsBlobExistsAsync(digest, Cancellation));
        await client.PushBlobAsync(digest, file, Cancellation);

        Assert.True(await client.IsBlobExistsAsync(digest, Cancellation));
    }

    [Fact]
    public async Task Makes_vectors()
    {
        using var client = Client();

        var answer = await client.EmbedAsync(new EmbedRequest { Model = "demo-embed", Input = ["a red house", "the sea"], Dimensions = 8 }, Cancellation);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => client.EmbedAsync(
            new EmbedRequest { Model = "demo-embed", Input = [string.Concat(Enumerable.Repeat("word ", 5000))], Truncate = false }, Cancellation));

        Assert.Equal([8, 8], answer.Embeddings.Select(vector => vector.Length));
        Assert.Equal(9, answer.PromptEvalCount);
        Assert.Contains("the input length exceeds the context length", refused.Message);
    }

    [Fact]
    public async Task Tells_that_it_runs_and_which_version()
    {
        using var client = Client();

        Assert.True(await client.IsRunningAsync(Cancellation));
        Assert.Equal("0.40.12", await client.GetVersionAsync(Cancellation));
    }

    [Fact]
    public async Task Serves_as_a_chat_client_with_tools_and_counts()
    {
        using var client = Client();
        using IChatClient chat = client;
        Emulator.When("weather").CallTool("get_weather", """{"city":"Paris"}""");
        Emulator.When("hello").Answer("Hi there.");
        var options = new ChatOptions { Tools = [AIFunctionFactory.CreateDeclaration("get_weather", "The weather.", System.Text.Json.JsonSerializer.SerializeToElement(new { type = "object" }))] };

        var hello = await chat.GetResponseAsync("hello", cancellationToken: Cancellation);
        var call = await chat.GetResponseAsync("What is the weather?", options, Cancellation);
        var streamed = await chat.GetStreamingResponseAsync("hello", cancellationToken: Cancellation).ToChatResponseAsync(Cancellation);
        var vectors = await ((IEmbeddingGenerator<string, Embedding<float>>)new OllamaApiClient(Endpoint, "demo-embed")).GenerateAsync(["a", "b"], cancellationToken: Cancellation);

        Assert.Equal(("Hi there.", "Hi there."), (hello.Text, streamed.Text));
        Assert.Equal((9L, 3L, ChatFinishReason.Stop), (hello.Usage!.InputTokenCount, hello.Usage.OutputTokenCount, hello.FinishReason));
        Assert.Equal("get_weather", Assert.Single(call.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()).Name);
        Assert.Equal([64, 64], vectors.Select(vector => vector.Vector.Length));
    }

    private OllamaApiClient Client() => new(Endpoint, "demo");

    private static async Task<List<string?>> StatusesAsync<T>(IAsyncEnumerable<T> progress, Func<T, string?> status)
    {
        var statuses = new List<string?>();
        await foreach (var step in progress)
        {
            statuses.Add(status(step));
        }

        return statuses;
    }
}
