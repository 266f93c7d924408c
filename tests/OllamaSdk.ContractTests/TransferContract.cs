using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

/// <summary>Pull, push and create: lines of progress, of which only "success" is success.</summary>
public sealed class TransferContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("pull_stream")]
    [InlineData("push_stream")]
    [InlineData("02_create")]
    [InlineData("create_quantize")]
    public async Task Each_line_is_read_in_full(string name)
    {
        List<ModelProgress> items = await StreamAsync(name).ToListAsync(Ct);

        IReadOnlyList<JsonElement> lines = Recording.Load(name).Lines;
        Assert.Equal(lines.Count, items.Count);
        foreach ((JsonElement line, ModelProgress item) in lines.Zip(items))
        {
            Assert.Equal((line.Text("status"), line.Text("digest")), (item.StatusOnWire, item.DigestOnWire));
            Assert.Equal((line.Number("total"), line.Number("completed")), (item.Total, item.Completed));
            Assert.Null(item.AdditionalProperties);
        }
    }

    [Theory]
    [InlineData("pull_stream")]
    [InlineData("push_stream")]
    [InlineData("02_create")]
    [InlineData("create_quantize")]
    public async Task To_the_end_with_progress(string name)
    {
        Reports reports = new();

        await RunAsync(name, reports);

        IReadOnlyList<JsonElement> lines = Recording.Load(name).Lines;
        Assert.Equal(lines.Select(line => line.Text("status")), reports.All.Select(report => report.Status));
        var layers = lines.Where(line => line.Text("digest") is not null).GroupBy(line => line.Text("digest")!)
            .Select(layer => new LayerProgress(layer.Key, layer.Last().Number("total") ?? 0, layer.Last().Number("total") ?? 0));
        // The server tells success before it has told the last bytes; then all of them are there.
        Assert.Equal(layers, reports.All[^1].Layers);
    }

    [Theory]
    [InlineData("pull_unknown_model", ApiErrorKind.ModelNotFound)]
    [InlineData("pull_insecure_missing", ApiErrorKind.ServerError)]
    [InlineData("push_404", ApiErrorKind.ModelNotFound)]
    [InlineData("create_missing_blob", ApiErrorKind.BadRequest)]
    public async Task An_error_line_is_an_exception_after_what_came_before_it(string name, ApiErrorKind kind)
    {
        Reports reports = new();

        LlmStreamException error = await Assert.ThrowsAsync<LlmStreamException>(() => RunAsync(name, reports));

        IReadOnlyList<JsonElement> lines = Recording.Load(name).Lines;
        Assert.Equal(lines.SkipLast(1).Select(line => line.Text("status")), reports.All.Select(report => report.Status));
        Assert.Equal(StreamFailure.ServerError, error.Reason);
        Assert.Equal((lines[^1].Text("error"), kind), (error.ServerError?.ServerMessage, error.ServerError?.Kind));
        Assert.Equal(lines.Count - 1, error.ItemsReceived);
        Assert.Equal(lines[^2].Text("status"), error.Partial?.Status);
    }

    [Theory]
    [InlineData("pull_nostream")]
    public async Task The_unstreamed_form_by_the_untyped_call(string name)
    {
        Recording recording = Recording.Load(name);

        JsonElement answer = await Client.SendAsync(recording.Method, recording.Url, recording.RequestBody!.ToJson(), Replay(name), Ct);

        Assert.Equal(recording.Json.GetRawText(), answer.GetRawText());
    }

    [Theory]
    [InlineData("pull_stream")]
    [InlineData("pull_insecure_missing")]
    public async Task A_stream_by_the_untyped_call(string name)
    {
        Recording recording = Recording.Load(name);
        List<string> items = [];

        Exception? error = await Record.ExceptionAsync(async () =>
        {
            await foreach (JsonElement item in Client.SendStreamAsync(recording.Method, recording.Url, recording.RequestBody!.ToJson(), Replay(name), Ct))
            {
                items.Add(item.GetRawText());
            }
        });

        IEnumerable<JsonElement> good = recording.Lines.Where(line => line.At("error") is null);
        Assert.Equal(good.Select(line => line.GetRawText()), items);
        Assert.Equal(recording.Lines[^1].Text("error"), (error as LlmStreamException)?.ServerError?.ServerMessage);
    }

    private IAsyncEnumerable<ModelProgress> StreamAsync(string name) => TransferRequests.For(name) switch
    {
        PullModelRequest pull => Client.PullModelStreamAsync(pull, Replay(name), Ct),
        PushModelRequest push => Client.PushModelStreamAsync(push, Replay(name), Ct),
        CreateModelRequest create => Client.CreateModelStreamAsync(create, Replay(name), Ct),
        var other => throw new NotSupportedException($"{other}"),
    };

    private Task RunAsync(string name, IProgress<TransferProgress> progress) => TransferRequests.For(name) switch
    {
        PullModelRequest pull => Client.PullModelAsync(pull, progress, Replay(name), Ct),
        PushModelRequest push => Client.PushModelAsync(push, progress, Replay(name), Ct),
        CreateModelRequest create => Client.CreateModelAsync(create, progress, Replay(name), Ct),
        var other => throw new NotSupportedException($"{other}"),
    };

    private sealed class Reports : IProgress<TransferProgress>
    {
        public List<TransferProgress> All { get; } = [];

        public void Report(TransferProgress value) => All.Add(value);
    }
}
