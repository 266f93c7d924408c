using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>A file or a folder becomes a model: what is uploaded, and what the model is made of.</summary>
public sealed class CreateFromFilesTests
{
    private const string Success = """{"status":"success"}""";

    [Fact]
    public async Task Of_one_file()
    {
        await using var server = Server();
        await using var client = server.Create();
        using var file = new TemporaryFile(BlobScripts.Hello);
        var request = new CreateModelRequest { Model = "mine", System = "brief" };
        var reports = new Reports();

        await client.CreateModelFromFilesAsync(file.Path, request, reports, cancellationToken: TestClient.Ct);

        Assert.Equal(["HEAD", "POST", "POST"], server.Requests.Select(r => r.Method));
        Assert.Equal($$$"""{"model":"mine","stream":true,"files":{"model.gguf":"{{{BlobScripts.HelloDigest}}}"},"system":"brief"}""", server.Requests[^1].Text);
        Assert.Null(request.Files);
        Assert.Equal(["hashing model.gguf", "uploading model.gguf", "success"], reports.All.Select(r => r.Status));
    }

    [Fact]
    public async Task Of_the_gguf_files_of_a_folder()
    {
        await using var server = Server();
        await using var client = server.Create();
        using var folder = new TemporaryFile(BlobScripts.Hello);
        folder.Add("b.GGUF", "b");
        folder.Add("config.json", "{}");
        folder.Add("weights.safetensors", "w");

        await client.CreateModelFromFilesAsync(folder.Folder, new CreateModelRequest { Model = "mine" }, cancellationToken: TestClient.Ct);

        Assert.Equal(["b.GGUF", "model.gguf"], CreatedOf(server));
    }

    [Fact]
    public async Task Of_the_safetensors_files_of_a_folder_and_what_belongs_to_them()
    {
        await using var server = Server();
        await using var client = server.Create();
        using var folder = new TemporaryFile("");
        File.Delete(folder.Path);
        folder.Add("a.safetensors", "w");
        folder.Add("config.json", "{}");
        folder.Add("tokenizer.model", "t");
        folder.Add("README.md", "not this");

        await client.CreateModelFromFilesAsync(folder.Folder, new CreateModelRequest { Model = "mine" }, cancellationToken: TestClient.Ct);

        Assert.Equal(["a.safetensors", "config.json", "tokenizer.model"], CreatedOf(server));
    }

    [Fact]
    public async Task What_is_wrong_is_found_before_any_request()
    {
        await using var server = Server();
        await using var client = server.Create();
        using var folder = new TemporaryFile("");
        File.Delete(folder.Path);
        folder.Add("README.md", "no model");
        var request = new CreateModelRequest { Model = "mine" };

        await Assert.ThrowsAsync<FileNotFoundException>(() => client.CreateModelFromFilesAsync(folder.Path, request, cancellationToken: TestClient.Ct));
        var empty = await Assert.ThrowsAsync<ArgumentException>(() => client.CreateModelFromFilesAsync(folder.Folder, request, cancellationToken: TestClient.Ct));
        Assert.Contains(folder.Folder, empty.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(
            () => client.CreateModelFromFilesAsync(folder.Folder, new CreateModelRequest { Model = " " }, cancellationToken: TestClient.Ct));
        var file = folder.Add("model.gguf", BlobScripts.Hello);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => client.CreateModelFromFilesAsync(file, request with { Parameters = new() { TopP = 7 } }, cancellationToken: TestClient.Ct));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_failed_upload_makes_no_model()
    {
        await using var server = BlobScripts.Server(BlobScripts.MissingAsync, connection => connection.RespondJsonAsync("""{"error":"full"}""", 507));
        await using var client = server.Create();
        using var file = new TemporaryFile(BlobScripts.Hello);

        var error = await Assert.ThrowsAsync<LlmApiException>(
            () => client.CreateModelFromFilesAsync(file.Path, new CreateModelRequest { Model = "mine" }, cancellationToken: TestClient.Ct));

        Assert.Equal("full", error.ServerMessage);
        Assert.DoesNotContain(server.Requests, r => r.Path == "/api/create");
    }

    private static IEnumerable<string> CreatedOf(ScriptedServer server) => server.Requests[^1].Json().GetProperty("files").EnumerateObject().Select(p => p.Name);

    private static ScriptedServer Server() => BlobScripts.Server(connection => (connection.Request.Method, connection.Request.Path) switch
    {
        ("HEAD", _) => BlobScripts.MissingAsync(connection),
        (_, "/api/create") => CreateAsync(connection),
        _ => BlobScripts.AcceptAsync(connection),
    });

    private static async Task CreateAsync(ScriptedConnection connection)
    {
        await connection.ReadBodyAsync();
        await connection.RespondNdjsonAsync(Success);
    }
}
