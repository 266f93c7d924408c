using System.Net;
using System.Text;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.WireMock;

/// <summary>The pack that the package OllamaSdk.Testing brings: written to a folder, and served by a WireMock for Java that knows that folder alone.</summary>
public sealed class WireMockStubsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ollamasdk-stubs-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WireMock_for_Java_answers_from_the_written_pack()
    {
        Assert.Equal(WireMockStubs.Files.Count, WireMockStubs.WriteTo(_folder));
        using JavaWireMock server = await JavaWireMock.StartAsync(_folder);
        using HttpClient http = new() { BaseAddress = server.Url };

        foreach (string name in (string[])["version", "chat", "chat_stream", "chat_404", "v1_chat_stream", "v1_responses", "llama_chat"])
        {
            Recording recording = Recording.Load(name);
            using HttpResponseMessage response = await http.SendAsync(Request(recording, name), _ct);
            Assert.Equal((name, recording.Status), (name, (int)response.StatusCode));
            Assert.Equal(recording.Body, await response.Content.ReadAsStringAsync(_ct));
        }

        using HttpResponseMessage unknown = await http.SendAsync(Request(Recording.Load("chat"), "no such recording"), _ct);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public void The_pack_is_every_recording_and_how_to_use_them() =>
        Assert.Equal(
            Recording.Names.Select(name => $"mappings/{name}.json").Append("README.md").Order(StringComparer.Ordinal),
            WireMockStubs.Files);

    [Fact]
    public void Each_file_can_be_read_and_no_other()
    {
        Assert.All(WireMockStubs.Files, file => Assert.NotEmpty(WireMockStubs.Read(file)));
        Assert.Contains("'mappings/none.json'", Assert.Throws<ArgumentException>(() => WireMockStubs.Read("mappings/none.json")).Message);
    }

    [Fact]
    public void Only_what_is_missing_is_written()
    {
        WireMockStubs.WriteTo(_folder);
        File.Delete(Path.Combine(_folder, "mappings", "chat.json"));
        string other = Path.Combine(_folder, "mappings", "mine.json");
        File.WriteAllText(other, "{}");

        Assert.Equal(1, WireMockStubs.WriteTo(_folder));

        Assert.Equal(0, WireMockStubs.WriteTo(_folder));
        Assert.Equal("{}", File.ReadAllText(other));
    }

    [Fact]
    public void A_file_of_somebody_else_is_named_and_nothing_is_written()
    {
        string mine = Path.Combine(_folder, "README.md");
        File.WriteAllText(mine, "mine");

        IOException error = Assert.Throws<IOException>(() => WireMockStubs.WriteTo(_folder));

        Assert.Contains(mine, error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(mine));
        Assert.Equal([mine], Directory.EnumerateFileSystemEntries(_folder));
    }

    private static HttpRequestMessage Request(Recording recording, string stub) => new(recording.Method, recording.Url)
    {
        Headers = { { "X-Stub", stub } },
        Content = recording.RequestBody is { } body ? new StringContent(body, Encoding.UTF8, "application/json") : null,
    };
}
