namespace OllamaSdk.Telemetry;

/// <summary>How OpenTelemetry's environment variables are read.</summary>
internal static class Switches
{
    public static bool Names(string? list, string category) =>
        list?.Split(',', StringSplitOptions.TrimEntries).Contains(category, StringComparer.OrdinalIgnoreCase) == true;

    public static bool IsTrue(string? value) => string.Equals(value?.Trim(), "true", StringComparison.OrdinalIgnoreCase);
}
