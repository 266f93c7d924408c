namespace OllamaSdk.BulkJobs.Grains;

/// <summary>One job, by its name.</summary>
[Alias("OllamaSdk.IBulkJobGrain")]
internal interface IBulkJobGrain : IGrainWithStringKey
{
    /// <summary>Makes the job.</summary>
    /// <exception cref="InvalidOperationException">There is one of that name.</exception>
    [Alias("Create")]
    Task CreateAsync(LlmBulkJob job);

    /// <summary>How far it is; nothing where there is no such job.</summary>
    [Alias("Get")]
    Task<LlmBulkJobStatus?> GetAsync();

    /// <summary>Changes the state; to the one it is in is no change.</summary>
    /// <param name="wanted">Running to resume, Paused or Cancelled.</param>
    /// <exception cref="InvalidOperationException">The job's state does not allow it.</exception>
    [Alias("Change")]
    Task<LlmBulkJobStatus?> ChangeAsync(LlmBulkJobState wanted);

    /// <summary>Gives out a part, where there is one.</summary>
    /// <param name="silo">Who asks: the silo's address as text.</param>
    [Alias("Lease")]
    Task<Work?> LeaseAsync(string silo);

    /// <summary>Tells that a part is still worked on.</summary>
    /// <param name="lease">The right to it.</param>
    /// <param name="problem">What it waits for, if it does.</param>
    /// <returns>Whether it is still wanted from this worker.</returns>
    [Alias("Renew")]
    Task<bool> RenewAsync(Lease lease, string? problem);

    /// <summary>Takes a part back, and gives out the next one where the worker wants more.</summary>
    [Alias("Report")]
    Task<Work?> ReportAsync(PartReport report);
}

/// <summary>All jobs of the cluster; there is one of it.</summary>
[Alias("OllamaSdk.IBulkJobListGrain")]
internal interface IBulkJobListGrain : IGrainWithIntegerKey
{
    /// <summary>Notes whether a job has, or may have, something to do.</summary>
    [Alias("Set")]
    Task SetAsync(string id, bool isActive);

    /// <summary>The jobs that may have something to do.</summary>
    [Alias("GetActive")]
    Task<List<string>> GetActiveAsync();

    /// <summary>All jobs, the newest first.</summary>
    [Alias("GetAll")]
    Task<List<string>> GetAllAsync();
}
