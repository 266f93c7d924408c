using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>Sound is bytes that come while they are made, of any length.</summary>
public sealed class SpeechTests
{
    private static readonly SpeechRequest Hello = new() { Input = "hello", Voice = "Freya" };

    [Fact]
    public async Task The_bytes_come_while_they_are_made()
    {
        var heard = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "audio/wav"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(new byte[] { 0, 123, 255 });
            await connection.WaitForAsync(heard);
            await connection.SendChunkAsync(new byte[] { 10, 13 });
            await connection.EndChunksAsync();
        });
        await using var client = server.CreateV1();

        await using var sound = await Guard.Within(client.SpeakAsync(Hello, cancellationToken: TestClient.Ct));
        var first = new byte[2];
        Assert.Equal(2, await sound.ReadAsync(first, TestClient.Ct));
        var second = new byte[9];
        Assert.Equal(1, await sound.ReadAsync(second, TestClient.Ct));
        heard.SetResult();
        using var rest = new MemoryStream();
        await sound.CopyToAsync(rest, TestClient.Ct);

        Assert.Equal([0, 123, 255, 10, 13], [.. first, second[0], .. rest.ToArray()]);
        Assert.Equal(0, await sound.ReadAsync(first, TestClient.Ct));
        Assert.Equal("""{"model":"m","input":"hello","voice":"Freya"}""", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task No_limit_of_an_answer_holds_for_it_and_it_can_be_read_without_async()
    {
        var bytes = Enumerable.Range(0, 300_000).Select(i => (byte)i).ToArray();
        await using var server = new ScriptedServer(connection => connection.RespondChunksAsync("audio/mpeg", bytes.Chunk(7919)));
        await using var client = server.CreateV1(options => options.MaxAnswerBytes = 1024);

        using var sound = await client.SpeakAsync(Hello, cancellationToken: TestClient.Ct);
        using var all = new MemoryStream();
        sound.CopyTo(all, 1000);

        Assert.Equal(bytes, all.ToArray());
        Assert.Throws<NotSupportedException>(() => sound.Length);
    }

    [Fact]
    public async Task Leaving_it_closes_the_connection()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "audio/wav"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(new byte[] { 1 });
            await connection.HoldUntilClientClosesAsync();
            closed.SetResult();
        });
        await using var client = server.CreateV1();

        var sound = await client.SpeakAsync(Hello, cancellationToken: TestClient.Ct);
        sound.Dispose();
        await sound.DisposeAsync();

        await Guard.Within(closed.Task);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sound.ReadAsync(new byte[1], TestClient.Ct).AsTask());
    }

    [Fact]
    public async Task Cancelling_a_read_closes_it_too()
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "audio/wav"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(new byte[] { 1 });
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.CreateV1();
        using var cancel = new CancellationTokenSource();

        await using var sound = await client.SpeakAsync(Hello, cancellationToken: TestClient.Ct);
        Assert.Equal(1, await sound.ReadAsync(new byte[1], cancel.Token));
        var read = sound.ReadAsync(new byte[1], cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(read));
    }

    [Fact]
    public async Task Silence_inside_the_sound_is_a_time_out_and_a_slow_reader_is_none()
    {
        var (clock, body, idle) = (new FakeClock(), new ChannelStream(), TimeSpan.FromMinutes(1));
        using var handler = new StubHandler(() => body, contentType: "audio/wav");
        await using var client = handler.CreateV1(options => (options.TimeProvider, options.Timeouts.Idle) = (clock, idle));
        body.Send("ab");

        await using var sound = await Guard.Within(client.SpeakAsync(Hello, cancellationToken: TestClient.Ct));
        clock.Advance(idle * 3);
        Assert.Equal(2, await sound.ReadAsync(new byte[9], TestClient.Ct));
        clock.Advance(idle * 3);
        var read = sound.ReadAsync(new byte[9], TestClient.Ct).AsTask();
        await body.WaitForReadAsync();
        await clock.WaitForTimerAsync(left => left <= idle);
        clock.Advance(idle);

        Assert.Equal(LlmTimer.Idle, (await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(read))).Timer);
    }

    [Theory]
    [InlineData(Ending.Cut)]
    [InlineData(Ending.Reset)]
    public async Task Sound_that_was_cut_off_never_looks_whole(Ending ending)
    {
        await using var server = new ScriptedServer(connection => connection.RespondChunksAsync("audio/wav", [[1, 2, 3]], ending));
        await using var client = server.CreateV1(options => options.Retry.MaxRetries = 0);

        var error = await Record.ExceptionAsync(async () =>
        {
            await using var sound = await client.SpeakAsync(Hello, cancellationToken: TestClient.Ct);
            await sound.CopyToAsync(Stream.Null, TestClient.Ct);
        });

        Assert.Equal(ConnectionPhase.ReceiveBody, Assert.IsType<LlmConnectionException>(error).Phase);
    }

    [Theory]
    [InlineData("application/json", """{"error":"Unexpected endpoint or method. (POST /v1/audio/speech)"}""", typeof(LlmApiException))]
    [InlineData("application/json", """{"error":{"message":"no such voice"}}""", typeof(LlmApiException))]
    [InlineData("application/json", """{"audio":"AAAA"}""", typeof(LlmProtocolException))]
    [InlineData("text/html", "<!doctype html><html></html>", typeof(LlmProtocolException))]
    [InlineData("audio/wav", "", typeof(LlmProtocolException))]
    public async Task What_is_no_sound_is_told_at_once(string type, string body, Type expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, type, body));
        await using var client = server.CreateV1();

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => client.SpeakAsync(Hello, cancellationToken: TestClient.Ct));

        Assert.Equal(expected, error.GetType());
        Assert.Equal(server.Url + "v1", error.Endpoint?.ToString().TrimEnd('/'));
    }

    [Fact]
    public async Task A_text_is_needed()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        await using var client = server.CreateV1();

        await Assert.ThrowsAsync<ArgumentException>(() => client.SpeakAsync(new() { Input = "" }, cancellationToken: TestClient.Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.SpeakAsync(new() { Input = "a", Speed = double.NaN }, cancellationToken: TestClient.Ct));

        Assert.Empty(server.Requests);
    }
}
