namespace OllamaSdk.Bulk;

/// <summary>What a failure says about the other items.</summary>
internal static class BulkFailures
{
    /// <summary>
    /// Whether every other item would fail in the same way: the work then ends, and goes on later where it stopped, instead of giving a
    /// million items the same error.
    /// </summary>
    /// <param name="failure">What one request ended with.</param>
    /// <param name="sameModel">Whether all items are for one model.</param>
    public static bool EndsAll(Exception failure, bool sameModel) => failure switch
    {
        LlmConnectionException or LlmConfigurationException or LlmTimeoutException { Timer: LlmTimer.Connect } => true,
        LlmApiException api => api.Kind switch
        {
            ApiErrorKind.Unauthorized or ApiErrorKind.Forbidden or ApiErrorKind.RateLimited or ApiErrorKind.NoBalance or ApiErrorKind.RouteNotFound or ApiErrorKind.Redirect => true,
            ApiErrorKind.ModelNotFound or ApiErrorKind.ModelDoesNotSupport => sameModel,
            _ => false,
        },
        LlmFallbackException all => all.Failures.All(one => EndsAll(one.Error, sameModel)),
        LlmException or ArgumentException => false,
        _ => true,
    };

    /// <summary>Whether one item of a batch may be to blame, so that the others are worth asking for without it.</summary>
    public static bool MaySpareOthers(Exception failure) => failure switch
    {
        // 502 and 504 are of a proxy that got no answer at all.
        LlmApiException { Kind: ApiErrorKind.ServerBusy } or LlmApiException { Status: 502 or 504 } => false,
        LlmApiException or LlmStreamException { ServerError: not null } => true,
        LlmFallbackException all => all.Failures.Any(one => MaySpareOthers(one.Error)),
        _ => false,
    };

    /// <summary>What was done about a full memory before it came to this.</summary>
    public static MemoryRecovery? RecoveryOf(Exception failure) => failure switch
    {
        LlmFallbackException all => RecoveryOf(all.Failures),
        LlmException one => one.MemoryRecovery ?? RecoveryOf(one.EarlierFailures),
        _ => null,
    };

    /// <inheritdoc cref="RecoveryOf(Exception)"/>
    public static MemoryRecovery? RecoveryOf(IEnumerable<LlmFailure> failures) =>
        failures.Select(one => one.Error.MemoryRecovery).FirstOrDefault(done => done is not null);
}
