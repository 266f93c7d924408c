namespace OllamaSdk;

/// <summary>The server's nanoseconds in .NET's terms.</summary>
internal static class Metrics
{
    public static TimeSpan? Duration(long? nanoseconds) => nanoseconds is { } value ? TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick) : null;

    /// <summary>Tokens per second; <see langword="null"/> where a part is missing or the duration is zero.</summary>
    public static double? Rate(long? tokens, long? nanoseconds) => tokens is { } count && nanoseconds is > 0 and { } ns ? count * 1e9 / ns : null;
}
