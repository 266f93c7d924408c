using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using static OllamaSdk.Extensions.AI.Conformance.UnmetException;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>Microsoft's middleware over the adapter.</summary>
internal static class MiddlewareDemands
{
    private const string Area = "middleware";

    public static IEnumerable<Demand> All =>
    [
        new(Area, "a cache answers the second time", s => CacheAsync(s, false)),
        new(Area, "a cache answers the second time in a stream", s => CacheAsync(s, true)),
        new(Area, "a cache keeps answers with calls", CachedCallsAsync),
        new(Area, "a log has question and answer", s => LogAsync(s, false)),
        new(Area, "a log has question and answer of a stream", s => LogAsync(s, true)),
        new(Area, "a span tells server, model, tokens and reason", s => SpanAsync(s, false)),
        new(Area, "a span tells server, model, tokens and reason of a stream", s => SpanAsync(s, true)),
        new(Area, "options can be set for all calls", async s =>
        {
            using var chat = s.Chat.AsBuilder().ConfigureOptions(options => options.Temperature = 0.5f).Build();
            await s.AskAsync(false, "hello", chat: chat);
            UnlessSame(0.5, s.Find("temperature")?.GetDouble());
        }),
    ];

    private static async Task CacheAsync(Subject s, bool streamed)
    {
        using var chat = new DistributedCachingChatClient(s.Chat, new Cache());
        var first = await s.AskAsync(streamed, "Pick a number", chat: chat);
        var second = await s.AskAsync(streamed, "Pick a number", chat: chat);
        UnlessSame(1, s.Asked);
        UnlessSame(first.Text, second.Text);
        UnlessSame(first.Usage?.TotalTokenCount, second.Usage?.TotalTokenCount);
        await s.AskAsync(streamed, "Pick a number!", chat: chat);
        UnlessSame(2, s.Asked);
    }

    private static async Task CachedCallsAsync(Subject s)
    {
        s.Server.When("What?").CallTool("secret", """{"deep":{"x":[1]}}""");
        s.Server.When("42").Answer("It is 42.");
        using var chat = s.Chat.AsBuilder().UseFunctionInvocation().UseDistributedCache(new Cache()).Build();
        var options = new ChatOptions { Tools = [new SchemaFunction("secret", """{"type":"object","properties":{}}""", _ => 42)] };
        var first = await s.AskAsync(false, "What?", options, chat);
        var asked = s.Asked;
        var second = await s.AskAsync(false, "What?", options, chat);
        UnlessSame("It is 42.", first.Messages[^1].Text);
        UnlessSame("It is 42.", second.Messages[^1].Text);
        UnlessSame(2, asked);
        UnlessSame(2, s.Asked);
    }

    private static async Task LogAsync(Subject s, bool streamed)
    {
        // One letter, which no piece of a stream can break.
        s.Server.When("biggest").Answer("Q");
        var log = new LogLines();
        using var chat = new LoggingChatClient(s.Chat, log);
        await s.AskAsync(streamed, "the biggest animal", chat: chat);
        Unless(log.Lines.Any(line => line.Contains("the biggest animal", StringComparison.Ordinal)));
        Unless(log.Lines.Any(line => line.Contains("\"Q\"", StringComparison.Ordinal)));
    }

    private static async Task SpanAsync(Subject s, bool streamed)
    {
        var source = Guid.NewGuid().ToString();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var chat = s.Chat.AsBuilder().UseOpenTelemetry(sourceName: source).Build();
        await s.AskAsync(streamed, "hello", chat: chat);

        UnlessSame(1, spans.Count);
        var span = spans.Single();
        UnlessSame($"chat {Subject.Model}", span.DisplayName);
        UnlessSame("127.0.0.1", span.GetTagItem("server.address"));
        UnlessSame(s.Chat.GetService<ChatClientMetadata>()?.ProviderUri?.Port, (int?)span.GetTagItem("server.port"));
        Unless(span.GetTagItem("gen_ai.provider.name") is string { Length: > 0 });
        Unless(span.GetTagItem("gen_ai.response.model") is string model && model.StartsWith(Subject.Model, StringComparison.Ordinal));
        Unless(Convert.ToInt64(span.GetTagItem("gen_ai.usage.input_tokens"), null) > 0);
        Unless(Convert.ToInt64(span.GetTagItem("gen_ai.usage.output_tokens"), null) > 0);
        Unless(span.GetTagItem("gen_ai.response.finish_reasons") is not null);
    }

    /// <summary>Keeps everything for ever, in memory.</summary>
    internal sealed class Cache : IDistributedCache
    {
        private readonly ConcurrentDictionary<string, byte[]> _kept = new(StringComparer.Ordinal);

        public byte[]? Get(string key) => _kept.GetValueOrDefault(key);

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.FromResult(Get(key));

        public void Refresh(string key)
        {
        }

        public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

        public void Remove(string key) => _kept.TryRemove(key, out _);

        public Task RemoveAsync(string key, CancellationToken token = default)
        {
            Remove(key);
            return Task.CompletedTask;
        }

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => _kept[key] = value;

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Set(key, value, options);
            return Task.CompletedTask;
        }
    }

    private sealed class LogLines : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));
    }
}
