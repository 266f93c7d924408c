using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Watch;

/// <summary>Which failures each fault may come out as. What is not here is a flaw.</summary>
internal static class Explanation
{
    private const string Headers = "connection ReceiveHeaders";
    private const string Body = "connection ReceiveBody";
    private const string Interrupted = "stream Interrupted";
    private const string Incomplete = "stream Incomplete";

    private static readonly Dictionary<Fault, string[]> s_allowed = new()
    {
        [Fault.None] = [],
        [Fault.Dribble] = [],
        [Fault.ResetBefore] = [Headers],
        [Fault.CloseBefore] = [Headers],
        [Fault.Silence] = ["timeout FirstByte"],
        [Fault.ResetWithin] = [Headers, Body, Interrupted],
        [Fault.CutWithin] = [Headers, Body, Interrupted],
        [Fault.HalfClose] = [Headers, Body, Interrupted],
        [Fault.Stall] = ["timeout FirstByte", "timeout Idle"],
        [Fault.Busy] = ["api 503"],
        [Fault.RateLimited] = ["api 429"],
        [Fault.ServerError] = ["api 500"],
        [Fault.BadGateway] = ["api 502"],
        [Fault.DiskFullUpload] = ["api 500", "api 507"],
        [Fault.DiskFullPull] = ["stream ServerError"],
        [Fault.ErrorLine] = ["stream ServerError", Incomplete],
        [Fault.Garbage] = ["protocol"],
        [Fault.NoEndMark] = [Incomplete],
        [Fault.Break] = [Interrupted],
        [Fault.TokenRepeat] = ["stream ServerError", Incomplete],
        [Fault.Restart] = ["connection Connect", Headers, Body, Interrupted, "api 502", "api 504"],
        [Fault.NoName] = ["connection Resolve"],
        [Fault.Starved] = ["timeout FirstByte", "timeout Idle", "timeout Connect"],
    };

    // nginx tells its own client of what happens behind it by a refusal, as long as it has not begun to answer.
    private static readonly string[] s_behindNginx = ["api 502", "api 504"];

    /// <summary>What a failure is called; <see langword="null"/> for what is none of the SDK's.</summary>
    public static string? NameOf(Exception failure) => failure switch
    {
        LlmTimeoutException timeout => $"timeout {timeout.Timer}",
        LlmConnectionException connection => $"connection {connection.Phase}",
        LlmStreamException stream => $"stream {stream.Reason}",
        LlmApiException api => $"api {api.Status}",
        LlmProtocolException => "protocol",
        LlmFallbackException => "none of several servers",
        LlmException other => other.GetType().Name,
        _ => null,
    };

    /// <summary>The failures that this one is made of.</summary>
    public static IEnumerable<Exception> Causes(Exception failure) =>
        failure is LlmFallbackException all ? all.Failures.SelectMany(one => Causes(one.Error)) : [failure];

    public static bool Allows(IEnumerable<Fault> faults, Exception failure, bool isBehindNginx)
    {
        var name = NameOf(failure);
        return name is not null && faults.Any(fault => s_allowed[fault].Contains(name)
            || (isBehindNginx && fault is not (Fault.None or Fault.Dribble) && s_behindNginx.Contains(name)));
    }
}
