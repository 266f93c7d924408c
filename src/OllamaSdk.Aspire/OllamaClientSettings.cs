namespace OllamaSdk.Aspire;

/// <summary>
/// What comes with a client besides itself. It is read from the configuration: first <c>Aspire:OllamaSdk</c>, which is meant for all clients, then
/// <c>Aspire:OllamaSdk:NAME</c> for the connection of that name.
/// </summary>
public sealed class OllamaClientSettings
{
    /// <summary>Whether the server is left out of the health checks of the program; <see langword="false"/> at first.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Whether the spans of the SDK are left out of the program's OpenTelemetry; <see langword="false"/> at first.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Whether the metrics of the SDK are left out of the program's OpenTelemetry; <see langword="false"/> at first.</summary>
    public bool DisableMetrics { get; set; }
}
