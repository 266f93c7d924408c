using Microsoft.Extensions.Options;

namespace OllamaSdk.BulkJobs.Grains;

/// <summary>What is kept of the list: every job, in the order in which they came.</summary>
[GenerateSerializer]
[Alias("OllamaSdk.BulkJobListData")]
internal sealed class JobListData
{
    [Id(0)]
    public List<string> All { get; set; } = [];

    [Id(1)]
    public HashSet<string> Active { get; set; } = [];
}

/// <inheritdoc cref="IBulkJobListGrain"/>
internal sealed class BulkJobListGrain(IPersistentStateFactory states, IGrainContext context, IOptions<LlmBulkJobsOptions> options) : Grain, IBulkJobListGrain
{
    private readonly IPersistentState<JobListData> _state = states.Create<JobListData>(context, new PersistentStateAttribute("jobs", options.Value.StorageName));

    public async Task SetAsync(string id, bool isActive)
    {
        var (all, active) = (_state.State.All, _state.State.Active);
        if (all.Contains(id) && active.Contains(id) == isActive)
        {
            return;
        }

        if (!all.Contains(id))
        {
            all.Add(id);
        }

        if (isActive)
        {
            active.Add(id);
        }
        else
        {
            active.Remove(id);
        }

        await _state.WriteStateAsync().ConfigureAwait(true);
    }

    public Task<List<string>> GetActiveAsync() => Task.FromResult<List<string>>([.. _state.State.Active]);

    public Task<List<string>> GetAllAsync() => Task.FromResult<List<string>>([.. Enumerable.Reverse(_state.State.All)]);
}
