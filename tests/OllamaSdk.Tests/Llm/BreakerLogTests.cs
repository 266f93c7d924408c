using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>The log says when a server is passed over, and when it is asked first again.</summary>
public sealed class BreakerLogTests
{
    [Fact]
    public async Task A_rest_its_renewal_and_its_end_are_told_once_each()
    {
        var (clock, logs) = (new FakeClock(), new CapturingLogs());
        await using ScriptedServer first = new(Refuses(500), Refuses(500), Refuses(500), c => c.RespondAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(options =>
        {
            (options.TimeProvider, options.LoggerFactory) = (clock, logs);
            options.Retry.MaxRetries = 0;
        }));

        await AskAsync(3);
        clock.Advance(TimeSpan.FromSeconds(5.1));
        await AskAsync(2);
        clock.Advance(TimeSpan.FromSeconds(10.1));
        await AskAsync(2);

        var told = logs.LinesBeyondCalls.Where(line => line.Contains("passed over", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, told.Count);
        Assert.StartsWith($"Warning {first.Url} keeps failing and is passed over for 00:00:05.", told[0], StringComparison.Ordinal);
        Assert.StartsWith($"Warning {first.Url} keeps failing and is passed over for 00:00:10.", told[1], StringComparison.Ordinal);
        Assert.StartsWith($"Information {first.Url} answers again", told[2], StringComparison.Ordinal);

        async Task AskAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await client.ChatAsync("hi", Ct);
            }
        }
    }
}
