using System.Collections.Concurrent;
using System.Text;
using OllamaSdk.Launching;

namespace OllamaSdk.Tests.Launching;

/// <summary>What a server writes, for whoever shows it, and its end.</summary>
public sealed class OutputReceivedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_line_is_told_as_it_comes(bool toOutput)
    {
        await using var server = new StandIn();
        var lines = new ConcurrentQueue<string>();
        var options = server.Options(["--log-bytes", "100000", .. toOutput ? (string[])["--log-to-output"] : []]);
        options.OutputReceived = lines.Enqueue;

        await using var running = await StandIn.EnsureAsync(options);

        await StandIn.WaitAsync(() => lines.Sum(line => line.Length + 1) >= 99_000);
        Assert.All(lines.Except(["The stand-in starts."]).Take(100), line => Assert.StartsWith("a line of log", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_end_can_be_waited_for()
    {
        await using var server = new StandIn();
        await using var running = await StandIn.EnsureAsync(server.Options());
        using var cancel = new CancellationTokenSource();
        var given = running.WaitForExitAsync(cancel.Token);
        var ended = running.WaitForExitAsync(TestClient.Ct);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(running.HasExited);
        StandIn.Kill(running.ProcessId!.Value);

        Assert.NotEqual(0, await ended.WaitAsync(TestKit.Guard.Limit, TestClient.Ct));
        Assert.True(running.HasExited);
    }

    [Fact]
    public async Task The_end_of_another_one_s_server_cannot()
    {
        await using var server = new StandIn();
        using var byHand = StandIn.StartByHand(server);
        try
        {
            var options = server.Options();
            options.Program = StandIn.Nowhere;
            OllamaServer? found = null;
            while (found is null)
            {
                try
                {
                    found = await StandIn.EnsureAsync(options);
                }
                catch (LlmLaunchException)
                {
                    // It does not answer yet.
                }
            }

            await Assert.ThrowsAsync<InvalidOperationException>(() => found.WaitForExitAsync(TestClient.Ct));
        }
        finally
        {
            byHand.Kill();
        }
    }

    [Fact]
    public void A_line_is_told_whole_and_without_secrets()
    {
        var told = new List<string>();
        var lines = new OutputLines(told.Add, new SafeText(["s3cret"]));

        foreach (var piece in (string[])["one\ntw", "o s3", "cret\r\n", "\nla", "st ü"])
        {
            foreach (var value in Encoding.UTF8.GetBytes(piece))
            {
                lines.Append([value]);
            }
        }

        lines.End();

        Assert.Equal(["one", "two ***", "", "last ü"], told.Select(line => line.Replace("[secret]", "***", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_that_never_ends_takes_no_memory()
    {
        var told = new List<string>();
        var lines = new OutputLines(told.Add, new SafeText([]));
        for (var i = 0; i < 100; i++)
        {
            lines.Append(new byte[1024].Select(_ => (byte)'x').ToArray());
        }

        lines.End();

        Assert.Equal(64 * 1024, Assert.Single(told).Length);
    }
}
