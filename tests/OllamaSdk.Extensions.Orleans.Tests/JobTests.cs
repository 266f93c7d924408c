using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using OllamaSdk.BulkJobs.Tests.Cluster;
using OllamaSdk.Testing;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>One silo, one job: what comes of its texts, and what of its faults.</summary>
public sealed class JobTests
{
    private readonly MemorySink _sink = new();

    [Fact]
    public async Task Texts_become_vectors()
    {
        using var emulator = new OllamaEmulator();
        await using var cluster = await StartAsync(emulator, new ListSource("a", null, "b", "c", null));

        await cluster.Jobs.CreateAsync(Job() with { PartSize = 2 });
        var done = await cluster.UntilDoneAsync("job");

        Assert.Equal([0, 2, 3], _sink.Rows.Select(row => row.Index));
        Assert.Equal(["a", "b", "c"], _sink.Rows.Select(row => row.Input));
        Assert.All(_sink.Rows, row => Assert.NotEmpty(row.Vector!));
        Assert.Equal((5, 3, 0, 3, 3, 0), (done.Count, done.Succeeded, done.Failed, done.Parts, done.PartsDone, done.PartsUnderWay));
        Assert.Null(done.TimeLeft);
    }

    [Fact]
    public async Task Texts_are_answered_by_a_template()
    {
        using var emulator = new OllamaEmulator();
        emulator.When("What is sky?").Answer("Above.");
        await using var cluster = await StartAsync(emulator, new ListSource("sky", "sea"), model: "demo");

        await cluster.Jobs.CreateAsync(Job() with { Kind = LlmBulkKind.Generate, Template = "What is {text}?" });
        await cluster.UntilDoneAsync("job");

        Assert.Equal("Above.", _sink.Rows[0].Answer);
        Assert.NotEmpty(_sink.Rows[1].Answer!);
    }

    [Fact]
    public async Task Questions_about_texts_are_decided()
    {
        using var emulator = new OllamaEmulator();
        emulator.When("wet").Decide(("angry", "true", 0.9));
        await using var cluster = await StartAsync(emulator, new ListSource("The box was wet."), model: "demo-decide");

        await cluster.Jobs.CreateAsync(Job() with { Kind = LlmBulkKind.Decide, Questions = "anger" });
        await cluster.UntilDoneAsync("job");

        Assert.Equal(0.9, Assert.Single(_sink.Rows).Answers!["angry"].Noul);
    }

    [Fact]
    public async Task A_source_without_texts_is_done()
    {
        using var emulator = new OllamaEmulator();
        await using var cluster = await StartAsync(emulator, new ListSource());

        await cluster.Jobs.CreateAsync(Job());

        Assert.Equal(0, (await cluster.UntilDoneAsync("job")).Parts);
    }

    [Fact]
    public async Task A_text_that_is_refused_is_set_aside_with_its_error()
    {
        using var emulator = new OllamaEmulator();
        await using var cluster = await BulkCluster.StartAsync(
            1, services => services.AddEmulator(emulator), options => Configure(options, new ListSource([.. Enumerable.Range(0, 100).Select(i => i is 7 or 70 ? PoisonHandler.Word : $"text {i}")])),
            more: silo => silo.Services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new PoisonHandler())));

        await cluster.Jobs.CreateAsync(Job());
        var done = await cluster.UntilDoneAsync("job");

        Assert.Equal([7, 70], _sink.Rows.Where(row => row.Error is not null).Select(row => row.Index));
        Assert.Equal([7, 70], done.Failures.Select(failure => failure.Index).Order());
        Assert.DoesNotContain(PoisonHandler.Word, done.Failures[0].Error, StringComparison.Ordinal);
        Assert.Equal((98, 2), (done.Succeeded, done.Failed));
    }

    [Fact]
    public async Task A_server_that_is_away_is_waited_for()
    {
        using var emulator = new OllamaEmulator();
        emulator.On("/api/embed").Fail(Fault.Refused).Fail(Fault.Refused).Fail(Fault.Refused).Fail(Fault.Refused).Fail(Fault.Refused)
            .Fail(Fault.Busy).Fail(Fault.Busy).Fail(Fault.Busy).Fail(Fault.Busy).Fail(Fault.Busy).AsUsual();
        await using var cluster = await StartAsync(emulator, new ListSource("a", "b"));

        await cluster.Jobs.CreateAsync(Job());
        var done = await cluster.UntilDoneAsync("job");

        Assert.Equal((2, 0), (done.Succeeded, done.Failed));
        Assert.Null(done.Problem);
    }

    [Fact]
    public async Task A_text_on_which_the_server_fails_each_time_is_set_aside()
    {
        using var emulator = new OllamaEmulator();
        emulator.On("/api/embed").Fail(Fault.Crash);
        await using var cluster = await StartAsync(emulator, new ListSource("a"));

        await cluster.Jobs.CreateAsync(Job());
        var done = await cluster.UntilDoneAsync("job");

        Assert.Equal((0, 1), (done.Succeeded, done.Failed));
    }

    [Fact]
    public async Task A_server_that_fails_on_every_text_fails_the_job_and_sets_nothing_aside()
    {
        using var emulator = new OllamaEmulator();
        emulator.On("/api/embed").Fail(Fault.Crash);
        await using var cluster = await StartAsync(emulator, new ListSource("a", "b", "c"));

        await cluster.Jobs.CreateAsync(Job());
        var failed = await AtRestAsync(cluster);

        Assert.Equal(LlmBulkJobState.Failed, failed.State);
        Assert.Contains("No text of the part", failed.Problem, StringComparison.Ordinal);
        Assert.Empty(_sink.Rows);

        emulator.On("/api/embed").AsUsual();
        await cluster.Jobs.ResumeAsync("job");
        Assert.Equal(3, (await cluster.UntilDoneAsync("job")).Succeeded);
    }

    [Theory]
    [InlineData("nothing", "memory", null, "no source named 'nothing'")]
    [InlineData("texts", "nowhere", null, "no sink named 'nowhere'")]
    [InlineData("texts", "memory", "no-such-model", "no-such-model")]
    public async Task What_no_text_is_to_blame_for_fails_the_job(string source, string sink, string? model, string problem)
    {
        using var emulator = new OllamaEmulator();
        await using var cluster = await StartAsync(emulator, new ListSource("a", "b"));

        await cluster.Jobs.CreateAsync(Job() with { Source = source, Sink = sink, Model = model });
        var failed = await AtRestAsync(cluster);

        Assert.Equal(LlmBulkJobState.Failed, failed.State);
        Assert.Contains(problem, failed.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sink_that_fails_once_gets_the_same_rows_again()
    {
        using var emulator = new OllamaEmulator();
        var failures = 2;
        _sink.Before = _ => failures-- > 0 ? Task.FromException(new IOException("The disk is full.")) : Task.CompletedTask;
        await using var cluster = await StartAsync(emulator, new ListSource("a", "b"));

        await cluster.Jobs.CreateAsync(Job());
        await cluster.UntilDoneAsync("job");

        Assert.Single(emulator.Requests, request => request.Path == "/api/embed");
    }

    [Fact]
    public async Task A_cancelled_job_drops_what_is_under_way_and_goes_on_when_resumed()
    {
        using var emulator = new OllamaEmulator();
        var held = new TaskCompletionSource();
        _sink.Before = _ => held.Task;
        await using var cluster = await StartAsync(emulator, new ListSource("a", "b", "c"));

        await cluster.Jobs.CreateAsync(Job() with { PartSize = 1 });
        await cluster.UntilAsync("job", job => job.PartsUnderWay == 2, "under way");
        await cluster.Jobs.CancelAsync("job");
        held.SetResult();
        Assert.Equal(LlmBulkJobState.Cancelled, (await cluster.Jobs.GetAsync("job"))!.State);
        await cluster.Jobs.ResumeAsync("job");

        Assert.Equal(3, (await cluster.UntilDoneAsync("job")).Succeeded);
        Assert.Equal([0, 1, 2], _sink.Rows.Select(row => row.Index));
    }

    [Fact]
    public async Task A_job_that_is_done_stays_so()
    {
        using var emulator = new OllamaEmulator();
        await using var cluster = await StartAsync(emulator, new ListSource("a"));
        await cluster.Jobs.CreateAsync(Job());
        await cluster.UntilDoneAsync("job");

        Assert.Contains("is done", (await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Jobs.CancelAsync("job"))).Message, StringComparison.Ordinal);
        Assert.Contains("already", (await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Jobs.CreateAsync(Job()))).Message, StringComparison.Ordinal);
        Assert.Null(await cluster.Jobs.PauseAsync("another"));
    }

    [Fact]
    public async Task A_job_goes_on_after_all_silos_were_down()
    {
        using var emulator = new OllamaEmulator();
        var held = new TaskCompletionSource();
        _sink.Before = part => part.Number > 2 ? held.Task : Task.CompletedTask;
        var source = new ListSource([.. Enumerable.Range(0, 20).Select(i => $"text {i}")]);
        KeptGrains kept;
        await using (var first = await StartAsync(emulator, source))
        {
            kept = first.Kept;
            await first.Jobs.CreateAsync(Job() with { PartSize = 2 });
            await first.UntilAsync("job", job => job.PartsDone == 3, "at three parts");
        }

        held.SetResult();
        await using var second = await StartAsync(emulator, source, kept: kept);

        Assert.Equal(20, (await second.UntilDoneAsync("job")).Succeeded);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), _sink.Rows.Select(row => row.Index));
        Assert.Equal(10, _sink.Writes);
    }

    [Fact]
    public async Task Watching_tells_all_steps_and_ends_with_the_job()
    {
        using var emulator = new OllamaEmulator();
        await using var cluster = await StartAsync(emulator, new ListSource("a", "b", "c"));
        await cluster.Jobs.CreateAsync(Job());

        var seen = new List<LlmBulkJobStatus>();
        await foreach (var step in cluster.Jobs.WatchAsync("job", TimeSpan.FromMilliseconds(5)))
        {
            seen.Add(step);
        }

        Assert.Equal(LlmBulkJobState.Done, seen[^1].State);
        Assert.Empty(await cluster.Jobs.WatchAsync("another").ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../x", "texts", 1000, "Id")]
    [InlineData("", "texts", 1000, "Id")]
    [InlineData(".x", "texts", 1000, "Id")]
    [InlineData("x", "", 1000, "Source")]
    [InlineData("x", "texts", 0, "PartSize")]
    public async Task What_is_wrong_is_said_before_anything_is_kept(string id, string source, int partSize, string member)
    {
        var jobs = new LlmBulkJobs(Substitute.For<IGrainFactory>());

        var error = await Assert.ThrowsAsync<ArgumentException>(() => jobs.CreateAsync(new LlmBulkJob { Id = id, Source = source, Sink = "memory", PartSize = partSize }));

        Assert.Equal(member, error.ParamName);
    }

    private static LlmBulkJob Job() => new() { Id = "job", Source = "texts", Sink = "memory" };

    private static Task<LlmBulkJobStatus> AtRestAsync(BulkCluster cluster) => cluster.UntilAsync("job", job => job.IsAtRest, "at rest");

    private Task<BulkCluster> StartAsync(OllamaEmulator emulator, ILlmBulkSource source, string model = "demo-embed", KeptGrains? kept = null) =>
        BulkCluster.StartAsync(1, services => services.AddEmulator(emulator, model), options => Configure(options, source), kept);

    private void Configure(LlmBulkJobsOptions options, ILlmBulkSource source)
    {
        (options.WorkersPerSilo, options.LeaseTime) = (2, TimeSpan.FromSeconds(2));
        options.Sources["texts"] = _ => source;
        options.Sinks["memory"] = _ => _sink;
        options.Questions["anger"] = SystemOneRequest.About("", ("angry", SystemOneQuestion.YesNo("Is the writer angry?")));
    }
}
