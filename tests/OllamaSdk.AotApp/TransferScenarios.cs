using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.AotApp;

/// <summary>What is downloaded, uploaded and created, over real HTTP on loopback.</summary>
internal static class TransferScenarios
{
    private const string Layer = "sha256:421520a99425422b7035ee8a3c8edb4bd895c87c94efecfe170da58bcfb32470";
    private const string Content = "GGUF and so on";
    private const string ContentDigest = "sha256:1ff03ffde880e467bb6421108fb54c7c357615d16d94e5e9b087d50a2a2a5bfb";

    public static async Task PullModelAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondNdjsonAsync(
            """{"status":"pulling manifest"}""",
            $$"""{"status":"pulling 421520a99425","digest":"{{Layer}}","total":8000000000}""",
            $$"""{"status":"pulling 421520a99425","digest":"{{Layer}}","total":8000000000,"completed":6000000000}""",
            """{"status":"a word of tomorrow"}""",
            """{"status":"success"}"""));
        using var client = new OllamaClient(server.Url.ToString());
        var progress = new Reports();

        await client.PullModelAsync("tiny", progress);

        Checks.Same("""{"model":"tiny","stream":true}""", server.Requests[0].Text, "the request");
        Checks.Same(
            "pulling manifest,pulling 421520a99425,pulling 421520a99425,a word of tomorrow,success",
            string.Join(',', progress.All.Select(step => step.Status)), "the statuses");
        Checks.Same(6_000_000_000L, progress.All[2].CompletedBytes, "the bytes done");
        Checks.Same(0.75, progress.All[2].Fraction, "the fraction");
        Checks.Same(Layer, progress.All[2].Layers.Single().Digest, "the layer");
    }

    public static async Task UploadAsync()
    {
        await using var server = new ScriptedServer(MissingAsync, AcceptAsync) { ReadBodies = false };
        using var client = new OllamaClient(server.Url.ToString());
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Content));

        var digest = await client.UploadBlobAsync(content);

        Checks.Same(ContentDigest, digest, "the digest");
        Checks.Same($"HEAD /api/blobs/{digest}", Line(server.Requests[0]), "the question");
        Checks.Same($"POST /api/blobs/{digest}", Line(server.Requests[1]), "the upload");
        Checks.Same("100-continue", server.Requests[1].Header("Expect"), "the wish to be asked first");
        Checks.Same(Content, server.Requests[1].Text, "the bytes");
    }

    public static async Task ExistingBlobAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondAsync(200, "text/plain", ""));
        using var client = new OllamaClient(server.Url.ToString());
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Content));

        await client.UploadBlobAsync(content);

        Checks.Same(1, server.Requests.Count, "the number of requests");
    }

    public static async Task CreateAsync()
    {
        await using var server = new ScriptedServer(MissingAsync, AcceptAsync, CreateAsync) { ReadBodies = false };
        using var client = new OllamaClient(server.Url.ToString());
        var progress = new Reports();
        var folder = Directory.CreateTempSubdirectory("ollamasdk-aot-");
        try
        {
            var file = Path.Combine(folder.FullName, "tiny.gguf");
            await File.WriteAllTextAsync(file, Content);
            await client.CreateModelFromFilesAsync(
                file, new CreateModelRequest { Model = "tiny", License = "free", Parameters = new ModelOptions { NumCtx = 2048 } }, progress);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Checks.Same(Content, server.Requests[1].Text, "the bytes");
        Checks.Same(
            $$$"""{"model":"tiny","stream":true,"files":{"tiny.gguf":"{{{ContentDigest}}}"},"license":"free","parameters":{"num_ctx":2048}}""",
            server.Requests[2].Text, "the request");
        Checks.Same("success", progress.All[^1].Status, "the last status");
        Checks.Same(true, progress.All.Any(step => step.Status == "uploading tiny.gguf" && step.Fraction == 1), "that the upload was reported whole");
    }

    private static string Line(ScriptedRequest request) => $"{request.Method} {request.Path}";

    private static async Task MissingAsync(ScriptedConnection connection)
    {
        await connection.ReadBodyAsync();
        await connection.SendHeadAsync(404, ("Content-Length", "0"));
    }

    private static async Task AcceptAsync(ScriptedConnection connection)
    {
        await connection.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await connection.ReadBodyAsync();
        await connection.SendHeadAsync(201, ("Content-Length", "0"));
    }

    private static async Task CreateAsync(ScriptedConnection connection)
    {
        await connection.ReadBodyAsync();
        await connection.RespondNdjsonAsync("""{"status":"parsing GGUF"}""", """{"status":"success"}""");
    }

    // Progress<T> would report on other threads, in any order.
    private sealed class Reports : IProgress<TransferProgress>
    {
        public List<TransferProgress> All { get; } = [];

        public void Report(TransferProgress value) => All.Add(value);
    }
}
