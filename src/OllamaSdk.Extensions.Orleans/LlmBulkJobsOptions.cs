using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk.BulkJobs;

/// <summary>What a silo has for bulk jobs, and how it works on them. All silos of a cluster must have the same sources, sinks and questions.</summary>
public sealed class LlmBulkJobsOptions
{
    /// <summary>The sources by name. Each is made once per silo, when a job first needs it.</summary>
    public IDictionary<string, Func<IServiceProvider, ILlmBulkSource>> Sources { get; } = new Dictionary<string, Func<IServiceProvider, ILlmBulkSource>>(StringComparer.Ordinal);

    /// <summary>The sinks by name. Each is made once per silo, when a job first needs it.</summary>
    public IDictionary<string, Func<IServiceProvider, ILlmBulkSink>> Sinks { get; } = new Dictionary<string, Func<IServiceProvider, ILlmBulkSink>>(StringComparer.Ordinal);

    /// <summary>For jobs that decide: what is asked about each text, by name. The state is the text's.</summary>
    public IDictionary<string, SystemOneRequest> Questions { get; } = new Dictionary<string, SystemOneRequest>(StringComparer.Ordinal);

    /// <summary>How many parts this silo works on at once. 4 by default; 0 for a silo that only keeps the jobs.</summary>
    public int WorkersPerSilo { get; set; } = 4;

    /// <summary>
    /// How long a part stays with a worker that is not heard of. 60 s by default, at least 1 s. The parts of a silo that the cluster has declared dead are
    /// given away at once.
    /// </summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an idle silo waits before it asks for work again. 1 s by default.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The first wait after a server, a source or a sink failed; it doubles from one to the next. 1 s by default.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest of these waits. 30 s by default.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a text is tried that may be to blame itself, and a part whose source, sink or server setting fails, before the text is set aside, or the job
    /// has failed. 3 by default. Servers that are away or busy are waited for as long as it takes.
    /// </summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The name of the grain storage that keeps the jobs; the cluster's default one where <see langword="null"/>.</summary>
    public string? StorageName { get; set; }

    /// <summary>
    /// How many requests all silos together have under way at a server, by its address such as <c>http://gpu1:11434</c>; as many as come where it is not named.
    /// It holds for clients with <see cref="LlmBulkHttpClientBuilderExtensions.AddLlmBulkLimits"/>.
    /// </summary>
    public IDictionary<string, int> ServerLimits { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The clock behind leases, waits and rates.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <exception cref="ArgumentOutOfRangeException">A setting is wrong.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(WorkersPerSilo);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseTime, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PollInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RetryDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRetryDelay, RetryDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        foreach (var (server, limit) in ServerLimits)
        {
            if (limit < 1 || !Uri.TryCreate(server, UriKind.Absolute, out _))
            {
                throw new ArgumentOutOfRangeException(nameof(ServerLimits), $"The limit of {server} is {limit}; name an address such as http://gpu1:11434 and at least 1.");
            }
        }
    }

    /// <summary>How long to wait after the given number of failures in a row, the first being 1.</summary>
    internal TimeSpan DelayAfter(int failures) => failures > 20 ? MaxRetryDelay : TimeSpan.FromTicks(Math.Min(MaxRetryDelay.Ticks, RetryDelay.Ticks << (failures - 1)));
}
