using OllamaSdk.TestKit;
using OllamaSdk.Tests.Transfers;

namespace OllamaSdk.Tests.Faults;

/// <summary>I08 to I10: a transfer that the server tells of line by line.</summary>
public sealed class PullRows
{
    private const string Success = """{"status":"success"}""";
    private const string Types = "application/x-ndjson";

    private static readonly string[] s_begun =
    [
        """{"status":"pulling manifest"}""", """{"status":"pulling a","digest":"sha256:a","total":10,"completed":5}""", """{"status":"pulling b","digest":"sha256:b","total":30,"completed":3}""",
        """{"status":"pulling a","digest":"sha256:a","total":10,"completed":10}""",
    ];

    public static MatrixTheoryData<string, Split> Streams => new(["pull", "push", "create"], Enum.GetValues<Split>());

    public static TheoryData<string> Operations => ["pull", "push", "create"];

    public static MatrixTheoryData<string, string> Faults => new(["pull", "push", "create"], ["data", "io", "operation", "disposed", "http", "cancelled"]);

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task I08_an_error_line_mid_way(string operation, Split split)
    {
        foreach (var words in split == Split.Each ? (string[])["disk full"] : ["write /models/blobs/x: no space left on device", "max retries exceeded: unexpected EOF", "digest mismatch, file must be downloaded again"])
        {
            foreach (var run in await RunAsync(operation, split, [.. s_begun, $$"""{"error":"{{words}}"}"""]))
            {
                var error = Assert.IsType<LlmStreamException>(run.Error);
                Assert.Equal((StreamFailure.ServerError, words, s_begun.Length), (error.Reason, error.ServerError?.ServerMessage, error.ItemsReceived));
                CheckKept(run, error);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task I08_an_end_before_success(string operation, Split split)
    {
        foreach (var ending in (Ending[])[Ending.Normal, Ending.Cut])
        {
            foreach (var run in await RunAsync(operation, split, s_begun, ending))
            {
                var error = Assert.IsType<LlmStreamException>(run.Error);
                Assert.Equal((ending == Ending.Normal ? StreamFailure.Incomplete : StreamFailure.Interrupted, s_begun.Length), (error.Reason, error.ItemsReceived));
                CheckKept(run, error);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task I08_a_stall(string operation)
    {
        var clock = new FakeClock();
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync(s_begun);
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.Create(options => options.TimeProvider = clock);
        var reports = new Reports(_ => seen.TrySetResult(), s_begun.Length);

        var running = RunAsync(client, operation, reports);
        await Guard.Within(seen.Task);
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(10));
        clock.Advance(TimeSpan.FromMinutes(10));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(running));
        Assert.Equal((LlmTimer.Idle, TimeSpan.FromMinutes(10)), (error.Timer, error.Limit));
        Assert.Equal([new LayerProgress("sha256:a", 10, 10), new LayerProgress("sha256:b", 3, 30)], reports.All[^1].Layers);
        await Guard.Within(server.Connections[0].ClientClosed);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task I09_numbers_that_make_no_sense(string operation, Split split)
    {
        string[] numbers =
        [
            "\"completed\":150,\"total\":100", "\"completed\":50,\"total\":0", "\"completed\":50", "\"completed\":20,\"total\":100", "\"total\":-100", "\"completed\":-5,\"total\":100",
            "\"completed\":9223372036854775807,\"total\":9223372036854775807", "\"completed\":1e30,\"total\":1e30", "\"completed\":\"x\",\"total\":{}", "\"completed\":1.5,\"total\":null",
            "\"completed\":99999999999999999999,\"total\":10",
        ];
        var lines = numbers.SelectMany((number, i) => (string[])[$$"""{"status":"pulling","digest":"sha256:a",{{number}}}""", $$"""{"status":"pulling","digest":"sha256:{{i}}",{{number}}}"""]).Append(Success).ToArray();

        foreach (var run in await RunAsync(operation, split, split == Split.Each ? [.. lines[..6], Success] : lines))
        {
            Assert.Null(run.Error);
            Assert.All(run.Reports.SelectMany(report => report.Layers.Select(layer => layer.Fraction).Append(report.Fraction)), fraction => Assert.True(fraction is null or (>= 0 and <= 1), $"{fraction}"));
            Assert.All(run.Reports, report => Assert.True(report.BytesPerSecond is null or (>= 0 and < double.PositiveInfinity)));
            Assert.Equal("success", run.Reports[^1].Status);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task I10_what_the_callback_throws_comes_out_and_ends_the_transfer(string operation, string kind)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync(s_begun);
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.Create();
        Exception own = kind switch
        {
            "data" => new InvalidDataException("mine"),
            "io" => new IOException("mine"),
            "operation" => new InvalidOperationException("mine"),
            "disposed" => new ObjectDisposedException("mine"),
            "cancelled" => new OperationCanceledException("mine"),
            _ => new HttpRequestException("mine"),
        };

        Assert.Same(own, await Record.ExceptionAsync(() => Guard.Within(RunAsync(client, operation, new Reports(_ => throw own)))));

        await Guard.Within(server.Connections[0].ClientClosed);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task I10_a_callback_that_blocks_loses_nothing(string operation)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.RespondNdjsonAsync([.. s_begun, Success]);
            connection.Close();
            sent.SetResult();
        });
        await using var client = server.Create();
        // The first report blocks its thread until all is sent and the server has gone.
        var reports = new Reports(_ => sent.Task.Wait(Guard.Limit));

        await Guard.Within(Task.Run(() => RunAsync(client, operation, reports), TestClient.Ct));

        Assert.Equal(["pulling manifest", "pulling a", "pulling b", "pulling a", "success"], reports.All.Select(report => report.Status));
        Assert.Single(server.Requests);
    }

    private static void CheckKept(Run run, LlmStreamException error)
    {
        Assert.Equal("pulling a", error.Partial?.Status);
        Assert.Equal([new LayerProgress("sha256:a", 10, 10), new LayerProgress("sha256:b", 3, 30)], run.Reports[^1].Layers);
        Assert.Equal(1, run.Requests);
    }

    private static async Task<IReadOnlyList<Run>> RunAsync(string operation, Split split, string[] lines, Ending ending = Ending.Normal)
    {
        var body = string.Concat(lines.Select(line => line + "\n")).Utf8();
        if (split != Split.Each)
        {
            await using var server = new ScriptedServer(connection => connection.RespondChunksAsync(Types, split == Split.Bytes ? body.Select(one => (byte[])[one]) : [body], ending));
            await using var client = server.Create(options => options.Retry.MaxRetries = 0);
            var (reports, error) = await OutcomeAsync(client, operation);
            return [new(reports, error, server.Requests.Count)];
        }

        List<Run> runs = [];
        for (var cut = 0; cut <= body.Length; cut++)
        {
            ReadOnlyMemory<byte>[] pieces = [.. ((ReadOnlyMemory<byte>[])[body.AsMemory(0, cut), body.AsMemory(cut)]).Where(piece => piece.Length > 0)];
            using var handler = new StubHandler(() => new PieceStream(pieces, end: ending == Ending.Normal ? null : static () => new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.")));
            using var client = handler.Create(options => options.Retry.MaxRetries = 0);
            var (reports, error) = await OutcomeAsync(client, operation);
            runs.Add(new(reports, error, handler.Requests));
        }

        return runs;
    }

    private static async Task<(List<TransferProgress> Reports, Exception? Error)> OutcomeAsync(OllamaClient client, string operation)
    {
        var reports = new Reports();
        var error = await Record.ExceptionAsync(() => Guard.Within(RunAsync(client, operation, reports)));
        return (reports.All, error);
    }

    private static Task RunAsync(OllamaClient client, string operation, IProgress<TransferProgress> progress) => operation switch
    {
        "pull" => client.PullModelAsync("m", progress, cancellationToken: TestClient.Ct),
        "push" => client.PushModelAsync("m", progress, cancellationToken: TestClient.Ct),
        _ => client.CreateModelAsync(new CreateModelRequest { Model = "m", From = "x" }, progress, cancellationToken: TestClient.Ct),
    };

    private sealed record Run(List<TransferProgress> Reports, Exception? Error, int Requests);
}
