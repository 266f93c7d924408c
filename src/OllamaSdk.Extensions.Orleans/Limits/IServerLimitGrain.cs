namespace OllamaSdk.BulkJobs.Limits;

/// <summary>Shares a server's places among the silos; its name is the server's address.</summary>
[Alias("OllamaSdk.IServerLimitGrain")]
internal interface IServerLimitGrain : IGrainWithStringKey
{
    /// <summary>Says what a silo needs. It must say so again before <see cref="ServerLimitGrain.Lifetime"/> is over.</summary>
    /// <param name="silo">The silo's address as text.</param>
    /// <param name="inUse">How many requests it has under way.</param>
    /// <param name="wanted">How many it would have, those included.</param>
    /// <returns>How many it may have; never fewer than are under way.</returns>
    [Alias("Share")]
    Task<int> ShareAsync(string silo, int inUse, int wanted);
}
