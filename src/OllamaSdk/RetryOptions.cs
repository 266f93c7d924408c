namespace OllamaSdk;

/// <summary>
/// When a request is sent again. Waits are drawn at random between zero and <c>min(MaxDelay, BaseDelay × Factorⁿ)</c>; a <c>Retry-After</c>
/// from the server is the least wait. Nothing is tried again once an answer has begun.
/// </summary>
/// <remarks>
/// Reads (embed and pull among them) are tried again after connection failures, time-outs, 408, 429, 500 (once), 502, 503, 504 and 529; chat and
/// generate at most twice and not after a time-out or a 500; requests that change something only while it is certain that the server saw nothing of them.
/// </remarks>
public sealed class RetryOptions
{
    /// <summary>How many more times a request may be sent; 0 switches retries off. 2 by default, at most 100.</summary>
    public int MaxRetries
    {
        get => GivenMaxRetries ?? 2;
        set => GivenMaxRetries = value;
    }

    /// <summary>The upper bound of the first wait. 0.5 s by default.</summary>
    public TimeSpan BaseDelay
    {
        get => GivenBaseDelay ?? TimeSpan.FromSeconds(0.5);
        set => GivenBaseDelay = value;
    }

    /// <summary>The upper bound of every wait. 8 s by default.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>By how much the bound grows each time. 2 by default, at least 1.</summary>
    public double Factor { get; set; } = 2;

    /// <summary>The longest <c>Retry-After</c> that is waited for; a longer one ends the call, with the time on the exception. 60 s by default.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    // Only what the caller set himself wins over the environment.
    internal int? GivenMaxRetries { get; private set; }

    internal TimeSpan? GivenBaseDelay { get; private set; }

    internal RetryOptions Clone() => (RetryOptions)MemberwiseClone();

    internal void Validate()
    {
        CheckCount(MaxRetries, nameof(MaxRetries));
        CheckDelay(BaseDelay, nameof(BaseDelay));
        CheckDelay(MaxDelay, nameof(MaxDelay));
        CheckDelay(MaxRetryAfter, nameof(MaxRetryAfter));
        if (!double.IsFinite(Factor) || Factor < 1)
        {
            throw new ArgumentException($"{nameof(Factor)} is {Factor}; use a number of at least 1.", nameof(Factor));
        }
    }

    internal static void CheckCount(int count, string name)
    {
        if (count is < 0 or > 100)
        {
            throw new ArgumentException($"{name} is {count}; use 0 to 100.", name);
        }
    }

    private static void CheckDelay(TimeSpan delay, string name)
    {
        if (delay < TimeSpan.Zero || delay > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{name} is {delay}; use zero to one day.", name);
        }
    }
}
