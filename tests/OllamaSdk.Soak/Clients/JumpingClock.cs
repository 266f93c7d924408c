namespace OllamaSdk.Soak.Clients;

/// <summary>A clock whose date jumps by hours, forwards and back, as a machine's does when somebody sets it; its timestamps and timers are the system's.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offset;

    /// <summary>How often it has jumped.</summary>
    public int Jumps { get; private set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _offset));

    public void JumpTo(TimeSpan offset)
    {
        Interlocked.Exchange(ref _offset, offset.Ticks);
        Jumps++;
    }
}
