using OllamaSdk.Telemetry;

namespace OllamaSdk;

/// <summary>
/// What the SDK tells of its calls, after OpenTelemetry's conventions for generative AI: spans of chat, text completion, embeddings, tool loops and
/// tools, and metrics of their durations and tokens. Nothing is made where nobody listens.
/// </summary>
/// <example><code>
/// builder.Services.AddOpenTelemetry()
///     .WithTracing(tracing => tracing.AddSource(LlmTelemetry.SourceName))
///     .WithMetrics(metrics => metrics.AddMeter(LlmTelemetry.MeterName));
/// </code></example>
public static class LlmTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string SourceName = "OllamaSdk";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "OllamaSdk";

    private const string OptIn = "OTEL_SEMCONV_STABILITY_OPT_IN";
    private const string Content = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    /// <summary>
    /// Whether the newest names of the conventions are used (<c>gen_ai.client.inference.duration</c>), in place of those of version 1.41
    /// (<c>gen_ai.client.operation.duration</c>), which most dashboards know. By default whether <c>OTEL_SEMCONV_STABILITY_OPT_IN</c> names
    /// <c>gen_ai_latest_experimental</c>.
    /// </summary>
    public static bool UseLatestConventions { get; set; } = Switches.Names(Environment.GetEnvironmentVariable(OptIn), "gen_ai_latest_experimental");

    /// <summary>
    /// Whether spans hold what was written: prompts, answers, arguments and results of tools. Off, unless
    /// <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</c> is <c>true</c>. Without it there are counts and names only.
    /// </summary>
    public static bool CaptureContent { get; set; } = Switches.IsTrue(Environment.GetEnvironmentVariable(Content));
}
