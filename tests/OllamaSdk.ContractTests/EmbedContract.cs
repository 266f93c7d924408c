using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

public sealed class EmbedContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("embed")]
    [InlineData("embed_single")]
    [InlineData("embed_dimensions")]
    [InlineData("embed_empty")]
    public async Task Vectors_and_metrics_are_read_in_full(string name)
    {
        EmbedResponse answer = await Client.EmbedAsync(Request(name), Replay(name), Ct);

        JsonElement recorded = Recording.Load(name).Json;
        Assert.Equal(recorded.Text("model"), answer.ModelOnWire);
        Expect.All(recorded.At("embeddings"), answer.EmbeddingsOnWire, (vector, floats) =>
            Assert.Equal(vector.EnumerateArray().Select(number => number.GetSingle()), floats));
        Assert.Equal(recorded.Number("total_duration"), answer.TotalDurationNanoseconds);
        Assert.Equal(recorded.Number("load_duration"), answer.LoadDurationNanoseconds);
        Assert.Equal(recorded.Number("prompt_eval_count"), answer.PromptEvalCount);
        Assert.Null(answer.AdditionalProperties);
    }

    [Theory]
    [InlineData("embeddings_legacy")]
    [Obsolete("The route is; so is the method.")]
    public async Task The_old_route_gives_the_recorded_numbers(string name)
    {
        LegacyEmbedResponse answer = await Client.LegacyEmbedAsync(new LegacyEmbedRequest { Model = "tiny-embed", Prompt = "hello" }, Replay(name), Ct);

        Expect.All(Recording.Load(name).Json.At("embedding"), answer.EmbeddingOnWire, (number, value) => Assert.Equal(number.GetDouble(), value));
        Assert.Null(answer.AdditionalProperties);
    }

    private static EmbedRequest Request(string recording) => recording switch
    {
        "embed" => new EmbedRequest { Model = "tiny-embed", Input = (string[])["hello", "world"] },
        "embed_single" => new EmbedRequest
        {
            Model = "tiny-embed",
            Input = "hello",
            Truncate = true,
            // KeepAlive is sent in seconds; this was recorded as a text.
            AdditionalProperties = new() { ["keep_alive"] = "\"10m\"".ToJson() },
        },
        "embed_dimensions" => new EmbedRequest { Model = "tiny-embed", Input = "hello", Dimensions = 8 },
        "embed_empty" => new EmbedRequest { Model = "tiny-embed", Input = (string[])[] },
        _ => throw new ArgumentException($"No typed request was written for the recording '{recording}'.", nameof(recording)),
    };
}
