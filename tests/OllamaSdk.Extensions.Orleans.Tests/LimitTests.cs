using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.BulkJobs.Limits;
using OllamaSdk.BulkJobs.Tests.Cluster;
using OllamaSdk.TestKit;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>A server's places, shared by all silos.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData(12, new[] { 20, 20, 20 }, new[] { 4, 4, 4 })]
    [InlineData(12, new[] { 1, 20, 20 }, new[] { 1, 6, 5 })]
    [InlineData(12, new[] { 0, 0, 20 }, new[] { 0, 0, 12 })]
    [InlineData(12, new[] { 1, 2, 3 }, new[] { 1, 2, 3 })]
    [InlineData(1, new[] { 5, 5, 5 }, new[] { 1, 0, 0 })]
    public void Who_wants_little_gets_it_and_the_others_share(int total, int[] wanted, int[] expected)
    {
        var shares = FairShares.Of(total, wanted.Select((want, i) => (Name: $"silo{i}", want)).ToDictionary(one => one.Name, one => one.want));

        Assert.Equal(expected, Enumerable.Range(0, wanted.Length).Select(i => shares[$"silo{i}"]));
    }

    [Fact]
    public async Task A_silo_sends_as_many_as_it_was_given_and_what_waits_goes_when_one_comes_back()
    {
        var clock = new FakeClock();
        var share = new ServerShare((inUse, _) => Task.FromResult(Math.Max(inUse, 2)), clock);
        var entries = Enumerable.Range(0, 3).Select(_ => share.EnterAsync(CancellationToken.None)).ToArray();
        await Guard.Within(Task.WhenAll(entries[0], entries[1]));

        Assert.False(entries[2].IsCompleted);
        share.Leave();
        await Guard.Within(entries[2]);
    }

    [Fact]
    public async Task Who_leaves_the_queue_takes_no_place()
    {
        var granted = 0;
        var clock = new FakeClock();
        var share = new ServerShare((_, _) => Task.FromResult(granted), clock);
        using var leave = new CancellationTokenSource();
        var first = share.EnterAsync(leave.Token);
        await clock.WaitForTimerAsync(ServerLimitGrain.Interval);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = share.EnterAsync(CancellationToken.None);
        granted = 1;
        clock.Advance(ServerLimitGrain.Interval);

        await Guard.Within(second);
    }

    [Fact]
    public async Task All_silos_together_keep_to_the_limit_of_a_server()
    {
        await using var servers = await Servers.StartAsync(1, TimeSpan.Zero);
        var watch = new Crowd();
        await using var cluster = await BulkCluster.StartAsync(
            3,
            services => services.AddLlmClient(options => options.Targets.Add(new LlmTarget(LlmProviders.Ollama, "demo-embed", servers.Endpoints[0])))
                .AddLlmBulkLimits().AddHttpMessageHandler(() => new CrowdHandler(watch)),
            options =>
            {
                options.ServerLimits[servers.Endpoints[0]] = 5;
                options.Sources["texts"] = _ => new ListSource([.. Enumerable.Range(0, 400).Select(i => $"text {i}")]);
                options.Sinks["memory"] = _ => new MemorySink();
            });

        await cluster.Jobs.CreateAsync(new LlmBulkJob { Id = "job", Source = "texts", Sink = "memory", PartSize = 10, MaxBatchCount = 1 });
        await cluster.UntilDoneAsync("job");

        Assert.InRange(watch.Most, 2, 5);
    }

    private sealed class Crowd
    {
        private int _now;

        public int Most { get; private set; }

        public void Enter()
        {
            lock (this)
            {
                Most = Math.Max(Most, ++_now);
            }
        }

        public void Leave()
        {
            lock (this)
            {
                _now--;
            }
        }
    }

    private sealed class CrowdHandler(Crowd crowd) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            crowd.Enter();
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                crowd.Leave();
            }
        }
    }
}
