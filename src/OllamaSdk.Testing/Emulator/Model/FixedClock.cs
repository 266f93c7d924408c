namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>Always the same date; waits are real.</summary>
internal sealed class FixedClock : TimeProvider
{
    private static readonly DateTimeOffset Date = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static FixedClock Instance { get; } = new();

    public override DateTimeOffset GetUtcNow() => Date;
}
