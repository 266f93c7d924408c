using System.Text;

namespace OllamaSdk.Testing.Tests;

public sealed class CreateTests : EmulatorTest
{
    [Fact]
    public async Task A_child_keeps_what_it_does_not_change()
    {
        await Client.CreateModelAsync(
            new CreateModelRequest { Model = "parent", From = "demo", System = "one", License = new(["a", "b"]), Parameters = new() { NumCtx = 4096, TopK = 1, Seed = 2 } }, cancellationToken: Cancellation);
        await Client.CreateModelAsync(
            new CreateModelRequest { Model = "child", From = "parent", Template = "{{ .Prompt }}\nok", Messages = [OllamaChatMessage.User("hi")], Parameters = new() { Seed = 3 } },
            cancellationToken: Cancellation);

        var child = await Client.ShowModelAsync("child", cancellationToken: Cancellation);

        Assert.Equal(("one", "{{ .Prompt }}\nok", "parent:latest"), (child.System, child.Template, child.Details?.ParentModel));
        Assert.EndsWith("\na\nb", child.License);
        Assert.Equal(["num_ctx 4096", "seed 3", "top_k 1"], child.Parameters!.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal("hi", Assert.Single(child.Messages!).Content);
        Assert.Contains(ModelCapability.Thinking, child.Capabilities!);
        Assert.Contains("TEMPLATE \"{{ .Prompt }}\nok\"\n", child.Modelfile);
    }

    [Fact]
    public async Task The_request_says_what_a_model_of_files_can_do()
    {
        using var content = new MemoryStream("GGUF and so on"u8.ToArray());
        var digest = await Client.UploadBlobAsync(content, cancellationToken: Cancellation);
        var request = new CreateModelRequest
        {
            Model = "vectors",
            Files = new Dictionary<string, string> { ["weights"] = digest },
            Info = new() { Capabilities = ["embedding"], EmbeddingLength = 8, ContextLength = 100, ModelFamily = "bert", ParameterSize = "1K" },
        };

        await Client.CreateModelAsync(request, cancellationToken: Cancellation);

        var answer = await Client.EmbedAsync("hello", "vectors", cancellationToken: Cancellation);
        Assert.Equal(8, Assert.Single(answer.Embeddings!).Length);
        var details = (await Client.ListModelsAsync(cancellationToken: Cancellation)).Models![0].Details!;
        Assert.Equal(("bert", "1K", (long?)100), (details.Family, details.ParameterSize, details.ContextLength));
    }

    [Fact]
    public async Task The_request_adds_to_what_the_server_finds()
    {
        await Client.CreateModelAsync(new CreateModelRequest { Model = "judge", From = "demo", Capabilities = [ModelCapability.Decision, ModelCapability.Tools] }, cancellationToken: Cancellation);

        Assert.Equal(
            [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking, ModelCapability.Decision],
            await Client.GetCapabilitiesAsync("judge", cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(1, "missing split GGUF file m-00002-of-00002.gguf")]
    public async Task A_split_model_comes_in_all_its_parts(int parts, string? message)
    {
        var files = new Dictionary<string, string>();
        for (var part = 1; part <= parts; part++)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes($"GGUF {part}"));
            files[$"m-{part:00000}-of-00002.gguf"] = await Client.UploadBlobAsync(content, cancellationToken: Cancellation);
        }

        var failure = await Record.ExceptionAsync(() => Client.CreateModelAsync(new CreateModelRequest { Model = "split", Files = files }, cancellationToken: Cancellation));

        Assert.Equal(message, (failure as LlmApiException)?.ServerMessage);
        Assert.Equal(message is null, await Client.ModelExistsAsync("split", cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("model.gguf", "not that", "supplied file was not in GGUF format")]
    [InlineData("model.bin", "not that", "unknown type")]
    public async Task Files_of_other_formats_are_refused(string name, string text, string message)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var digest = await Client.UploadBlobAsync(content, cancellationToken: Cancellation);
        var request = new CreateModelRequest { Model = "x", Files = new Dictionary<string, string> { [name] = digest } };

        var failure = await Assert.ThrowsAnyAsync<LlmException>(() => Client.CreateModelAsync(request, cancellationToken: Cancellation));

        Assert.Contains(message, failure.Message);
        Assert.False(await Client.ModelExistsAsync("x", cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("""{"model":"x","files":{"/a.gguf":"sha256:1"}}""", "file path must be relative")]
    [InlineData("""{"model":"x","files":{"../a.gguf":"sha256:1"}}""", "file path must be relative")]
    [InlineData("""{"model":"x","files":{"a.gguf":""}}""", "invalid digest format")]
    [InlineData("""{"model":"x","files":{}}""", "no files provided to convert")]
    [InlineData("""{"model":"x","from":"a b"}""", "invalid model name")]
    [InlineData("""{"model":"x","from":"demo","adapters":{"a":"sha256:1","b":"sha256:2"}}""", "only one adapter is currently supported")]
    [InlineData("""{"model":"x","from":"demo","draft_quantize":"q8_0"}""", "--draft-quantize requires a DRAFT model")]
    [InlineData("""{"model":"x","from":"demo","remote_host":"ollama.com"}""", "bad remote")]
    [InlineData("""{"model":"x","from":"demo","license":3}""", "unknown license type")]
    [InlineData("""{"model":"x","from":"demo","info":{"context_length":-1}}""", "info.context_length must be a non-negative integer")]
    [InlineData("""{"model":"x","from":"demo","info":{"capabilities":"all"}}""", "info.capabilities must be an array of strings")]
    [InlineData("""{"model":"x","from":"demo","files":{"a":3}}""", "json: cannot unmarshal number into Go struct field CreateRequest.files of type string")]
    [InlineData("""{"model":"x","from":"demo","parameters":[]}""", "json: cannot unmarshal array into Go struct field CreateRequest.parameters of type map")]
    public async Task Wrong_requests_are_refused(string body, string message)
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);

        using var response = await http.PostAsync(new Uri("http://emulator/api/create"), new StringContent(body), Cancellation);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal($$"""{"error":"{{message}}"}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_missing_parent_is_pulled_and_the_pull_says_success_before_the_end()
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);

        using var response = await http.PostAsync(new Uri("http://emulator/api/create"), new StringContent("""{"model":"x","from":"demo-large"}"""), Cancellation);
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).TrimEnd('\n').Split('\n');

        Assert.Equal("""{"status":"pulling manifest"}""", lines[0]);
        Assert.Equal(2, lines.Count(line => line == """{"status":"success"}"""));
        Assert.True(await Client.ModelExistsAsync("demo-large", cancellationToken: Cancellation));
        Assert.True(await Client.ModelExistsAsync("x", cancellationToken: Cancellation));
    }
}
