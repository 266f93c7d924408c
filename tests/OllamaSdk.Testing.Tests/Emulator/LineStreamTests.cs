using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.TestKit;

namespace OllamaSdk.Testing.Tests.Emulator;

public sealed class LineStreamTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private readonly byte[] _buffer = new byte[100];
    private int _made;

    [Fact]
    public async Task A_read_returns_one_line_and_makes_no_other()
    {
        await using var stream = new LineStream(Lines(1, 2), TimeSpan.Zero, TimeProvider.System);

        Assert.Equal("1\n", await ReadAsync(stream));
        Assert.Equal(1, _made);
        Assert.Equal("2\n", await ReadAsync(stream));
        Assert.Equal("", await ReadAsync(stream));
    }

    [Fact]
    public async Task A_small_buffer_gets_a_line_in_parts()
    {
        await using var stream = new LineStream(Lines(123), TimeSpan.Zero, TimeProvider.System);

        Assert.Equal("12", await ReadAsync(stream, 2));
        Assert.Equal("3\n", await ReadAsync(stream, 2));
        Assert.Equal("", await ReadAsync(stream, 2));
    }

    [Fact]
    public async Task Each_line_waits_but_the_end_does_not()
    {
        var clock = new FakeClock();
        await using var stream = new LineStream(Lines(1), Delay, clock);

        var read = ReadAsync(stream);
        await clock.WaitForTimerAsync(Delay);
        Assert.Equal(0, _made);
        clock.Advance(Delay);

        Assert.Equal("1\n", await Guard.Within(read));
        Assert.Equal("", await Guard.Within(ReadAsync(stream)));
    }

    [Fact]
    public async Task A_wait_ends_when_the_read_is_cancelled_and_the_line_is_not_lost()
    {
        var clock = new FakeClock();
        using var cancel = new CancellationTokenSource();
        await using var stream = new LineStream(Lines(1), Delay, clock);

        var read = stream.ReadAsync(_buffer, cancel.Token).AsTask();
        await clock.WaitForTimerAsync(Delay);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(0, _made);

        var again = ReadAsync(stream);
        await clock.WaitForTimerAsync(Delay);
        clock.Advance(Delay);
        Assert.Equal("1\n", await Guard.Within(again));
    }

    [Fact]
    public async Task A_client_sees_each_token_as_it_is_made()
    {
        var clock = new FakeClock();
        using var emulator = new OllamaEmulator(new EmulatorOptions { TimeProvider = clock, TokenDelay = Delay });
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = emulator, DefaultModel = "demo" });
        await using var chunks = client.ChatStreamAsync("hello", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        for (var seconds = 1; seconds <= 3; seconds++)
        {
            var next = chunks.MoveNextAsync().AsTask();
            await clock.WaitForTimerAsync(Delay);
            Assert.False(next.IsCompleted);
            clock.Advance(Delay);
            Assert.True(await Guard.Within(next));
            Assert.Equal(clock.GetUtcNow(), chunks.Current.CreatedAt);
        }
    }

    private async Task<string> ReadAsync(LineStream stream, int most = 100) =>
        Encoding.UTF8.GetString(_buffer, 0, await stream.ReadAsync(_buffer.AsMemory(0, most), TestContext.Current.CancellationToken));

    private IEnumerable<Action<Utf8JsonWriter>> Lines(params int[] lines) => lines.Select(line => (Action<Utf8JsonWriter>)(json =>
    {
        _made++;
        json.WriteNumberValue(line);
    }));
}
