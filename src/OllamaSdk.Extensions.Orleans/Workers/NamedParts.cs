using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OllamaSdk.BulkJobs.Workers;

/// <summary>The sources, sinks and questions of this silo, each made once.</summary>
internal sealed class NamedParts(IServiceProvider services, IOptions<LlmBulkJobsOptions> options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<ILlmBulkSource>> _sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ILlmBulkSink>> _sinks = new(StringComparer.Ordinal);

    public ILlmBulkSource Source(string name) => Find(_sources, options.Value.Sources, name, "source");

    public ILlmBulkSink Sink(string name) => Find(_sinks, options.Value.Sinks, name, "sink");

    public SystemOneRequest Questions(string? name) => name is not null && options.Value.Questions.TryGetValue(name, out var questions)
        ? questions
        : throw new PartException($"This silo has no questions named '{name}'.");

    public async ValueTask DisposeAsync()
    {
        foreach (var made in _sources.Values.Where(one => one.IsValueCreated).Select(one => (object)one.Value).Concat(_sinks.Values.Where(one => one.IsValueCreated).Select(one => one.Value)))
        {
            if (made is IAsyncDisposable slow)
            {
                await slow.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (made as IDisposable)?.Dispose();
            }
        }
    }

    private T Find<T>(ConcurrentDictionary<string, Lazy<T>> made, IDictionary<string, Func<IServiceProvider, T>> known, string name, string what)
    {
        if (!known.TryGetValue(name, out var make))
        {
            throw new PartException($"This silo has no {what} named '{name}'.");
        }

        var lazy = made.GetOrAdd(name, _ => new Lazy<T>(() => make(services)));
        try
        {
            return lazy.Value;
        }
        catch
        {
            // A file that is not there yet may come.
            made.TryRemove(new(name, lazy));
            throw;
        }
    }
}
