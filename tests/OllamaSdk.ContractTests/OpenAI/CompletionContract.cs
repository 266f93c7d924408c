using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.OpenAI;

/// <summary>Completions, embeddings and models.</summary>
public sealed class CompletionContract(RecordedServer server) : OpenAIContract(server)
{
    [Theory]
    [InlineData("v1_completions", "hello", 5)]
    [InlineData("llama_completions", "hello world", 8)]
    public async Task A_whole_completion_is_read_in_full(string name, string prompt, int tokens)
    {
        Completion answer = await V1.CompleteAsync(new CompletionRequest { Model = "tiny", Prompt = prompt, MaxTokens = tokens, Seed = 1 }, Replay(name), Ct);

        JsonElement recorded = Recording.Load(name).Json;
        Assert.Equal(OpenAIExpect.Head(recorded), (answer.IdOnWire, answer.Object?.Value, answer.Created, answer.ModelOnWire, answer.SystemFingerprintOnWire));
        OpenAIExpect.Choices(recorded, answer.ChoicesOnWire);
        OpenAIExpect.Usage(recorded.Given("usage"), answer.Usage);
        OpenAIExpect.Same(recorded.At("timings"), answer.Timings);
        Assert.Null(answer.AdditionalProperties);
    }

    [Theory]
    [InlineData("v1_completions_stream", "hello", 5, null)]
    [InlineData("llama_completions_stream", "hello world", 4, 1)]
    public async Task A_streamed_completion_is_read_event_by_event(string name, string prompt, int tokens, int? seed)
    {
        List<CompletionChunk> chunks = await V1
            .CompleteStreamAsync(new CompletionRequest { Model = "tiny", Prompt = prompt, MaxTokens = tokens, Seed = seed }, Replay(name), Ct).ToListAsync(Ct);

        List<JsonElement> events = EndedEvents(name);
        Assert.Equal(events.Count, chunks.Count);
        Assert.All(events.Zip(chunks), pair =>
        {
            (JsonElement recorded, CompletionChunk chunk) = pair;
            Assert.Equal(OpenAIExpect.Head(recorded), (chunk.IdOnWire, chunk.Object?.Value, chunk.Created, chunk.ModelOnWire, chunk.SystemFingerprintOnWire));
            OpenAIExpect.Choices(recorded, chunk.ChoicesOnWire);
            OpenAIExpect.Usage(recorded.Given("usage"), chunk.Usage);
            OpenAIExpect.Same(recorded.At("timings"), chunk.Timings);
            Assert.Null(chunk.AdditionalProperties);
        });
    }

    [Theory]
    [InlineData("v1_embeddings")]
    [InlineData("v1_embeddings_base64")]
    [InlineData("v1_embeddings_dimensions")]
    [InlineData("llama_embeddings")]
    public async Task Vectors_are_read_in_full(string name)
    {
        EmbeddingList answer = await V1.EmbedAsync(Embedding(name), Replay(name), Ct);

        JsonElement recorded = Recording.Load(name).Json;
        Assert.Equal((recorded.Text("object"), recorded.Text("model")), (answer.Object?.Value, answer.ModelOnWire));
        Expect.All(recorded.At("data"), answer.DataOnWire, (element, item) =>
        {
            Assert.Equal((element.Text("object"), element.Number("index")), (item.Object?.Value, item.Index));
            Assert.Equal(Vector(element.GetProperty("embedding")), item.Embedding!.Values.ToArray());
            Assert.Null(item.AdditionalProperties);
        });
        OpenAIExpect.Usage(recorded.Given("usage"), answer.Usage);
        Assert.Null(answer.AdditionalProperties);
    }

    [Theory]
    [InlineData("v1_models")]
    [InlineData("llama_models")]
    public async Task Models_are_read_in_full(string name)
    {
        OpenAIModelList list = await V1.ListModelsAsync(Replay(name), Ct);

        JsonElement recorded = Recording.Load(name).Json;
        Assert.Equal(recorded.Text("object"), list.Object?.Value);
        OpenAIExpect.Same(recorded.At("models"), list.Models);
        Expect.All(recorded.At("data"), list.DataOnWire, Model);
        Assert.Null(list.AdditionalProperties);
    }

    [Theory]
    [InlineData("v1_model")]
    public async Task One_model_is_read_in_full(string name) => Model(Recording.Load(name).Json, await V1.GetModelAsync("tiny", Replay(name), Ct));

    private static void Model(JsonElement recorded, OpenAIModel model)
    {
        Assert.Equal(
            (recorded.Text("id"), recorded.Text("object"), recorded.Number("created"), recorded.Text("owned_by")),
            (model.IdOnWire, model.Object?.Value, model.Created, model.OwnedByOnWire));
        Expect.All(recorded.At("aliases"), model.AliasesOnWire, (alias, text) => Assert.Equal(alias.GetString(), text));
        Expect.All(recorded.At("tags"), model.TagsOnWire, (tag, text) => Assert.Equal(tag.GetString(), text));
        OpenAIExpect.Same(recorded.At("architecture"), model.Architecture);
        OpenAIExpect.Same(recorded.At("meta"), model.Meta);
        Assert.Null(model.AdditionalProperties);
    }

    private static EmbeddingRequest Embedding(string recording) => recording switch
    {
        "v1_embeddings" => new() { Model = "tiny-embed", Input = (string[])["hello", "world"], EncodingFormat = EmbeddingEncoding.Float },
        // What is asked for where nothing is said.
        "v1_embeddings_base64" => new() { Model = "tiny-embed", Input = (string[])["a", "b"] },
        "v1_embeddings_dimensions" => new() { Model = "tiny-embed", Input = "a", Dimensions = 8, EncodingFormat = EmbeddingEncoding.Float },
        _ => new() { Model = "tiny", Input = (string[])["hello", "world"], EncodingFormat = EmbeddingEncoding.Float },
    };

    private static float[] Vector(JsonElement embedding)
    {
        if (embedding.ValueKind == JsonValueKind.Array)
        {
            return [.. embedding.EnumerateArray().Select(number => number.GetSingle())];
        }

        byte[] bytes = embedding.GetBytesFromBase64();
        return [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.Int32BitsToSingle(bytes[4 * i] | (bytes[(4 * i) + 1] << 8) | (bytes[(4 * i) + 2] << 16) | (bytes[(4 * i) + 3] << 24)))];
    }
}
