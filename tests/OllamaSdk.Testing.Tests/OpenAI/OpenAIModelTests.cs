using OllamaSdk.OpenAI;

namespace OllamaSdk.Testing.Tests.OpenAI;

public sealed class OpenAIModelTests : OpenAIEmulatorTest
{
    [Fact]
    public async Task Models_are_those_of_the_native_list()
    {
        await Client.CopyModelAsync("demo", "me/mine", cancellationToken: Cancellation);
        var native = await Client.ListModelsAsync(cancellationToken: Cancellation);

        var list = await V1.ListModelsAsync(cancellationToken: Cancellation);
        var mine = await V1.GetModelAsync("demo", cancellationToken: Cancellation);

        Assert.Equal(native.Models!.Select(model => model.Name), list.Data!.Select(model => model.Id));
        Assert.Equal("me", Assert.Single(list.Data!, model => model.Id == "me/mine:latest").OwnedBy);
        Assert.Equal(("demo", "library"), (mine.Id, mine.OwnedBy));
    }

    [Fact]
    public async Task Without_a_model_there_is_no_list()
    {
        var options = new EmulatorOptions();
        options.Models.Clear();
        using var emulator = new OllamaEmulator(options);
        using var http = new HttpClient(emulator);

        Assert.Equal("""{"object":"list","data":null}""", await http.GetStringAsync(new Uri("http://emulator/v1/models"), Cancellation));
    }

    [Theory]
    [InlineData("float")]
    [InlineData("base64")]
    public async Task Vectors_are_those_of_the_native_route(string encoding)
    {
        var native = await Client.EmbedAsync("a red rose", "demo-embed", cancellationToken: Cancellation);

        var list = await V1.EmbedAsync(new EmbeddingRequest { Model = "demo-embed", Input = "a red rose", EncodingFormat = new EmbeddingEncoding(encoding) }, cancellationToken: Cancellation);

        Assert.Equal(native.Embeddings![0].ToArray(), Assert.Single(list.Data!).Embedding!.Values.ToArray());
        Assert.Equal((native.PromptEvalCount, 0), (list.Usage!.PromptTokens, list.Usage.CompletionTokens ?? 0));
    }
}
