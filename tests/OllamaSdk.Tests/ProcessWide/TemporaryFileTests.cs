using System.IO.Pipelines;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.ProcessWide;

/// <summary>A stream that can be read once is kept in a temporary file before it is uploaded, which may not be possible.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class TemporaryFileTests : IDisposable
{
    private static readonly string s_variable = OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";
    private readonly string? _before = Environment.GetEnvironmentVariable(s_variable);

    public void Dispose() => Environment.SetEnvironmentVariable(s_variable, _before);

    [Fact]
    public async Task Without_a_place_for_it_nothing_is_sent_and_the_failure_is_that_of_the_file()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        await using var client = server.Create();
        var content = PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(new byte[100])).AsStream();
        Environment.SetEnvironmentVariable(s_variable, Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));

        await Assert.ThrowsAnyAsync<IOException>(() => client.UploadBlobAsync(content, cancellationToken: TestClient.Ct));

        Assert.Empty(server.Connections);
    }
}
