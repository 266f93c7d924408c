namespace OllamaSdk;

/// <summary>
/// When a server that keeps failing is passed over for a while. It then comes last instead of first in a call's order, and is asked only
/// when nobody else answers; so a breaker never makes a call fail.
/// </summary>
public sealed class BreakerOptions
{
    /// <summary>Whether servers are passed over at all. On by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>After how many failures within a minute, without a whole answer between them, a server is passed over. 2 by default, and at least.</summary>
    public int Failures { get; set; } = 2;

    /// <summary>For how long the first time. 5 s by default.</summary>
    public TimeSpan FirstBreak { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long at most: each time the server fails again, the time doubles. 60 s by default.</summary>
    public TimeSpan LongestBreak { get; set; } = TimeSpan.FromSeconds(60);

    internal BreakerOptions Clone() => (BreakerOptions)MemberwiseClone();
}
