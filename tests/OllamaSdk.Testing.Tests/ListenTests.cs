using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.Testing.Tests;

public sealed class ListenTests : EmulatorTest
{
    [Fact]
    public async Task A_port_answers_as_memory_does()
    {
        await using var listener = await Emulator.ListenAsync(cancellationToken: Cancellation);
        await using var client = new OllamaClient(listener.Endpoint);

        var chunks = await client.ChatStreamAsync("hello", "demo", cancellationToken: Cancellation).ToListAsync(Cancellation);
        var inMemory = await Client.ChatStreamAsync("hello", "demo", cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal($"http://127.0.0.1:{listener.Port}", listener.Endpoint);
        Assert.Equal(inMemory.Select(chunk => chunk.Message?.Content), chunks.Select(chunk => chunk.Message?.Content));
        Assert.Equal("demo:latest", (await client.ListModelsAsync(cancellationToken: Cancellation)).Models![0].Name);
    }

    [Theory]
    [InlineData("GET", "/", null)]
    [InlineData("HEAD", "/api/version", null)]
    [InlineData("PUT", "/api/chat", null)]
    [InlineData("GET", "/api/tags/", null)]
    [InlineData("GET", "/nowhere?x=%2F", null)]
    [InlineData("POST", "/api/chat", "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")]
    [InlineData("POST", "/api/show", "{")]
    [InlineData("HEAD", "/api/blobs/sha256:00", null)]
    public async Task Every_answer_has_the_same_status_headers_and_bytes(string method, string path, string? body)
    {
        await using var listener = await Emulator.ListenAsync(cancellationToken: Cancellation);
        using var sockets = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var memory = new HttpClient(Emulator, disposeHandler: false);

        // What is loaded and known already is the same for both.
        await TellAsync(memory, "http://emulator");
        var overPort = await TellAsync(sockets, listener.Endpoint);
        var inMemory = await TellAsync(memory, "http://emulator");

        Assert.Equal(inMemory, overPort);

        async Task<string> TellAsync(HttpClient http, string endpoint)
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), endpoint + path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            using var response = await http.SendAsync(request, Cancellation);
            var headers = response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Transfer-Encoding"))
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
            return $"{response.StatusCode}\n{string.Join('\n', headers)}\n\n{await response.Content.ReadAsStringAsync(Cancellation)}";
        }
    }

    [Fact]
    public async Task A_line_arrives_before_the_next_one_is_due()
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { TimeProvider = Clock, TokenDelay = TimeSpan.FromSeconds(1) });
        await using var listener = await emulator.ListenAsync(cancellationToken: Cancellation);
        await using var client = new OllamaClient(listener.Endpoint);
        var stream = client.ChatStreamAsync("hello", "demo", cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);

        for (var line = 0; line < 3; line++)
        {
            var next = stream.MoveNextAsync().AsTask();
            await Clock.WaitForTimerAsync();
            Assert.False(next.IsCompleted);
            Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await next);
        }

        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Who_leaves_stops_the_work()
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { TimeProvider = Clock, TokenDelay = TimeSpan.FromSeconds(1) });
        await using var listener = await emulator.ListenAsync(cancellationToken: Cancellation);
        await using var client = new OllamaClient(listener.Endpoint);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var pull = Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PullModelAsync("demo-large", cancellationToken: leaving.Token));
        await Clock.WaitForTimerAsync();
        await leaving.CancelAsync();
        await pull;

        // The wait before the line goes with the reader it was for.
        await Guard.Within(NoTimerAsync());
        Assert.DoesNotContain((await Client.ListModelsAsync(cancellationToken: Cancellation)).Models!, model => model.Name == "demo-large:latest");
    }

    private async Task NoTimerAsync()
    {
        while (Clock.PendingTimers.Count > 0)
        {
            await Task.Delay(1, Cancellation);
        }
    }

    [Fact]
    public async Task An_upload_goes_through_and_may_be_large()
    {
        const int Size = 64 * 1024 * 1024;
        await using var listener = await Emulator.ListenAsync(cancellationToken: Cancellation);
        await using var client = new OllamaClient(listener.Endpoint);
        var file = new byte[Size];
        var digest = "sha256:" + Convert.ToHexString(SHA256.HashData(file)).ToLowerInvariant();

        await client.UploadBlobAsync(new MemoryStream(file), digest, cancellationToken: Cancellation);

        Assert.True(await Client.BlobExistsAsync(digest, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("192.0.2.1", 403)]
    [InlineData("localhost", 200)]
    [InlineData("[::1]:80", 200)]
    [InlineData("my.internal", 200)]
    public async Task Only_local_names_are_answered(string host, int status)
    {
        await using var listener = await Emulator.ListenAsync(cancellationToken: Cancellation);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, listener.Endpoint + "/api/tags") { Headers = { Host = host } };

        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 403, (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length == 0);
    }

    [Theory]
    [InlineData("HTTP/1.0\r\n\r\n")]
    [InlineData("HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1\r\nHost: localhost:99999\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1\r\nHost: my..localhost\r\nConnection: close\r\n\r\n")]
    public async Task Who_names_no_host_or_an_impossible_one_is_answered(string rest)
    {
        await using var listener = await Emulator.ListenAsync(cancellationToken: Cancellation);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, listener.Port, Cancellation);
        await using var stream = socket.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/version {rest}"), Cancellation);
        using var reader = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task A_taken_port_is_said_to_be_taken()
    {
        await using var listener = await Emulator.ListenAsync(cancellationToken: Cancellation);

        var failure = await Assert.ThrowsAnyAsync<IOException>(() => Emulator.ListenAsync(listener.Port, Cancellation));

        Assert.Contains(listener.Endpoint, failure.Message);
    }

    [Fact]
    public async Task Closing_frees_the_port_and_breaks_what_is_under_way()
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { TimeProvider = Clock, TokenDelay = TimeSpan.FromSeconds(1) });
        var listener = await emulator.ListenAsync(cancellationToken: Cancellation);
        await using var client = new OllamaClient(listener.Endpoint);

        var answer = client.ChatStreamAsync("hello", "demo", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask();
        await Clock.WaitForTimerAsync();
        var (endpoint, port) = (listener.Endpoint, listener.Port);
        await listener.DisposeAsync();

        await Assert.ThrowsAnyAsync<LlmException>(() => answer);
        using var socket = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Loopback, port, Cancellation).AsTask());
        Assert.StartsWith("http://127.0.0.1:", endpoint);
    }
}
