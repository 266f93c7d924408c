using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Embeddings;
using OpenAI.Models;
using OpenAI.Responses;

namespace ForeignClients;

/// <summary>OpenAI's own client on the other routes.</summary>
public sealed class OpenAIOtherTests : ForeignTest
{
    private OpenAIClientOptions Options => new() { Endpoint = new Uri(Endpoint + "/v1"), RetryPolicy = new ClientRetryPolicy(0) };

    private static ApiKeyCredential Key { get; } = new("none");

    [Fact]
    public async Task Responds_with_thoughts_words_and_counts()
    {
        Emulator.When("hard").Answer("42.", thinking: "Let me see.");

        ResponseResult answer = await Responses().CreateResponseAsync("demo", "A hard one.", cancellationToken: Cancellation);

        Assert.Equal((ResponseStatus.Completed, "42.", "demo"), (answer.Status, answer.GetOutputText(), answer.Model));
        Assert.Equal("Let me see.", Assert.Single(answer.OutputItems.OfType<ReasoningResponseItem>()).GetSummaryText());
        Assert.Equal((12, 6), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task Streams_a_response()
    {
        Emulator.When("sky").Answer("Because of the light.");
        var (text, completed) = ("", (ResponseResult?)null);

        await foreach (var update in (await Responses().CreateResponseStreamingAsync("demo", "sky", cancellationToken: Cancellation)).WithCancellation(Cancellation))
        {
            text += (update as StreamingResponseOutputTextDeltaUpdate)?.Delta;
            completed = (update as StreamingResponseCompletedUpdate)?.Response ?? completed;
        }

        Assert.Equal("Because of the light.", text);
        Assert.Equal((text, ResponseStatus.Completed), (completed!.GetOutputText(), completed.Status));
    }

    [Fact]
    public async Task Responds_with_a_call_and_reads_its_result()
    {
        Emulator.When("weather").CallTool("get_weather", """{"city":"Paris"}""");
        Emulator.When("21 degrees").Answer("It is warm.");
        var tool = ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""), strictModeEnabled: false, "The weather.");
        var options = new CreateResponseOptions("demo", [ResponseItem.CreateUserMessageItem("What is the weather?")]) { Tools = { tool } };

        ResponseResult asked = await Responses().CreateResponseAsync(options, Cancellation);
        var call = Assert.Single(asked.OutputItems.OfType<FunctionCallResponseItem>());
        options.InputItems.Add(call);
        options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "21 degrees"));
        ResponseResult answer = await Responses().CreateResponseAsync(options, Cancellation);

        Assert.Equal(("get_weather", """{"city":"Paris"}"""), (call.FunctionName, call.FunctionArguments.ToString()));
        Assert.Equal("It is warm.", answer.GetOutputText());
    }

    [Fact]
    public async Task Makes_vectors()
    {
        var client = new EmbeddingClient("demo-embed", Key, Options);

        OpenAIEmbeddingCollection vectors = await client.GenerateEmbeddingsAsync(["a red house", "the sea"], cancellationToken: Cancellation);
        OpenAIEmbedding small = await client.GenerateEmbeddingAsync("the sea", new EmbeddingGenerationOptions { Dimensions = 8 }, Cancellation);

        Assert.Equal([64, 64], vectors.Select(vector => vector.ToFloats().Length));
        Assert.Equal((9, 8), (vectors.Usage.InputTokenCount, small.ToFloats().Length));
    }

    [Fact]
    public async Task Lists_models()
    {
        var client = new OpenAIModelClient(Key, Options);

        OpenAIModelCollection models = await client.GetModelsAsync(Cancellation);
        OpenAIModel demo = await client.GetModelAsync("demo", Cancellation);

        Assert.Equal(["demo-decide:latest", "demo-embed:latest", "demo:latest", "eyes:latest"], models.Select(model => model.Id).Order(StringComparer.Ordinal));
        Assert.Equal(("demo", "library"), (demo.Id, demo.OwnedBy));
        Assert.Equal(404, (await Assert.ThrowsAsync<ClientResultException>(() => client.GetModelAsync("nobody", Cancellation))).Status);
    }

    [Fact]
    public async Task Speaks_and_listens()
    {
        Emulator.When("").Answer("Good morning.");

        var sound = await new AudioClient("demo", Key, Options).GenerateSpeechAsync("Good morning.", new GeneratedSpeechVoice("Freya"), cancellationToken: Cancellation);
        using var stream = sound.Value.ToStream();
        AudioTranscription text = await new AudioClient("demo", Key, Options).TranscribeAudioAsync(stream, "morning.wav", cancellationToken: Cancellation);

        Assert.Equal("RIFF"u8, sound.Value.ToMemory().Span[..4]);
        Assert.Equal("Good morning.", text.Text);
    }

    private ResponsesClient Responses() => new(Key, new ResponsesClientOptions { Endpoint = new Uri(Endpoint + "/v1"), RetryPolicy = new ClientRetryPolicy(0) });
}
