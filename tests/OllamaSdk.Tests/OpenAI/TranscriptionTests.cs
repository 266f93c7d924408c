using System.Text;
using System.Text.RegularExpressions;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Transfers;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>A recording on its way to the server: a form of several parts.</summary>
public sealed class TranscriptionTests
{
    private const string Answer = """{"text":"hello"}""";

    [Fact]
    public async Task Every_field_and_the_file_are_parts_of_the_form()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer));
        await using var client = server.CreateV1();
        byte[] sound = [0, 13, 10, 45, 45, 255];
        using var audio = new MemoryStream(sound);

        var answer = await client.TranscribeAsync(audio, "a b.wav", new() { Model = "whisper", Language = "en", Prompt = "Grüße\nhier", Temperature = 0.5 }, cancellationToken: TestClient.Ct);

        Assert.Equal("hello", answer.Text);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/v1/audio/transcriptions"), (request.Method, request.Path));
        Assert.Equal(request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Header("Content-Length"));
        var parts = Parts(request);
        Assert.Equal(["model", "response_format", "language", "prompt", "temperature", "file"], parts.Select(part => part.Name));
        Assert.Equal(["whisper", "json", "en", "Grüße\nhier", "0.5"], parts.SkipLast(1).Select(part => Encoding.UTF8.GetString(part.Body)));
        Assert.Equal(("a b.wav", "application/octet-stream"), (parts[^1].FileName, parts[^1].ContentType));
        Assert.Equal(sound, parts[^1].Body);
        // The stream is the caller's.
        Assert.True(audio.CanRead);
    }

    [Fact]
    public async Task What_is_not_set_is_not_sent_and_the_recording_is_read_from_where_it_stands()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer));
        await using var client = server.CreateV1();
        using var audio = new MemoryStream([1, 2, 3, 4]) { Position = 2 };

        await client.TranscribeAsync(audio, "a.mp3", cancellationToken: TestClient.Ct);

        var parts = Parts(Assert.Single(server.Requests));
        Assert.Equal(["model", "response_format", "file"], parts.Select(part => part.Name));
        Assert.Equal("m", Encoding.UTF8.GetString(parts[0].Body));
        Assert.Equal([3, 4], parts[^1].Body);
    }

    [Fact]
    public async Task A_stream_of_unknown_length_goes_in_chunks()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer));
        await using var client = server.CreateV1();

        await client.TranscribeAsync(new PieceStream([new byte[] { 1 }, new byte[] { 2, 3 }]), "a.wav", cancellationToken: TestClient.Ct);

        var request = Assert.Single(server.Requests);
        Assert.Equal("chunked", request.Header("Transfer-Encoding"));
        Assert.Equal([1, 2, 3], Parts(request)[^1].Body);
    }

    [Theory]
    [InlineData("a\"; name=\"model", "a%22; name=%22model")]
    [InlineData("a\r\nX-Evil: 1\r\n\r\nx", "a%0D%0AX-Evil: 1%0D%0A%0D%0Ax")]
    [InlineData("a\0\u0085\\b", null)]
    [InlineData("Grüße.wav", null)]
    public async Task No_file_name_breaks_out_of_its_header(string name, string? sent)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer));
        await using var client = server.CreateV1();

        await client.TranscribeAsync(new MemoryStream([1]), name, cancellationToken: TestClient.Ct);

        var parts = Parts(Assert.Single(server.Requests));
        Assert.Equal(["model", "response_format", "file"], parts.Select(part => part.Name));
        Assert.Equal([1], parts[^1].Body);
        Assert.Equal(sent ?? parts[^1].FileName, parts[^1].FileName);
        Assert.DoesNotContain("X-Evil", parts[^1].Head.Split("\r\n").Select(line => line.Split(':')[0]));
    }

    [Fact]
    public async Task G05_once_a_server_has_seen_it_it_is_not_sent_again()
    {
        await using var server = new ScriptedServer(connection =>
        {
            connection.Close();
            return Task.CompletedTask;
        });
        await using var client = server.CreateV1();

        await Assert.ThrowsAsync<LlmConnectionException>(() => client.TranscribeAsync(new MemoryStream([1]), "a.wav", cancellationToken: TestClient.Ct));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task While_nobody_has_seen_it_it_is_sent_again_from_its_start()
    {
        var attempts = 0;
        using var handler = new StubHandler(async (request, token) =>
        {
            if (++attempts == 1)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
            }

            var body = await request.Content!.ReadAsByteArrayAsync(token);
            Assert.True(body.AsSpan().IndexOf<byte>([7, 8, 9]) > 0);
            return StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(Answer)), System.Net.HttpStatusCode.OK, "application/json");
        });
        await using var client = handler.CreateV1();

        Assert.Equal("hello", (await client.TranscribeAsync(new MemoryStream([7, 8, 9]), "a.wav", cancellationToken: TestClient.Ct)).Text);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task A_recording_that_cannot_be_read_is_not_the_connections_fault()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Answer)) { ReadBodies = false };
        await using var client = server.CreateV1();
        using var audio = new GeneratedStream(100_000, _ => Task.FromException(new IOException("disk gone")));

        var error = await Assert.ThrowsAsync<LlmUploadException>(() => Guard.Within(client.TranscribeAsync(audio, "a.wav", cancellationToken: TestClient.Ct)));

        Assert.Contains("disk gone", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-ndjson", """{"text":"hello"}""")]
    [InlineData("application/json", """{"text":"hello","task":"transcribe","language":"en","duration":1.5,"segments":[{"id":0}],"new":1}""")]
    public async Task The_type_of_the_answer_does_not_matter(string contentType, string body)
    {
        await using var client = V1.Answering(body, contentType: contentType);

        Assert.Equal("hello", (await client.TranscribeAsync(new MemoryStream([1]), "a.wav", cancellationToken: TestClient.Ct)).Text);
    }

    [Fact]
    public async Task An_empty_answer_is_how_Ollama_hides_an_error()
    {
        await using var client = V1.Answering("", contentType: "application/x-ndjson");

        await Assert.ThrowsAsync<LlmProtocolException>(() => client.TranscribeAsync(new MemoryStream([1]), "a.wav", cancellationToken: TestClient.Ct));
    }

    private static List<Part> Parts(ScriptedRequest request)
    {
        var type = request.Header("Content-Type")!;
        Assert.StartsWith("multipart/form-data; boundary=", type, StringComparison.Ordinal);
        var boundary = type[(type.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"');
        // One character for each byte.
        var text = Encoding.Latin1.GetString(request.Body);
        Assert.EndsWith($"\r\n--{boundary}--\r\n", text, StringComparison.Ordinal);
        return [.. $"\r\n{text}".Split($"\r\n--{boundary}")[1..^1].Select(Part.Read)];
    }

    private sealed record Part(string Head, string Name, string? FileName, string? ContentType, byte[] Body)
    {
        public static Part Read(string text)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var head = text[..end];
            return new(head, Field(head, "[; ]name=")!, Field(head, "filename="), Field(head, "Content-Type: "), Encoding.Latin1.GetBytes(text[(end + 4)..]));
        }

        private static string? Field(string head, string before) => Regex.Match(head, $"{before}(?:\"([^\"]*)\"|([^;\r\n]*))") is { Success: true } match
            ? match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value
            : null;
    }
}
