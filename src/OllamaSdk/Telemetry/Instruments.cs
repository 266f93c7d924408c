using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OllamaSdk.Telemetry;

/// <summary>The source of spans and the instruments of metrics: one set for the process, as listeners expect.</summary>
internal static class Instruments
{
    private static readonly double[] Seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly long[] Tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    public static readonly ActivitySource Source = new(LlmTelemetry.SourceName, BuildInfo.Version);
    private static readonly Meter Meter = new(LlmTelemetry.MeterName, BuildInfo.Version);

    private static readonly Histogram<double> OperationDuration = Time("gen_ai.client.operation.duration", "GenAI operation duration.");
    private static readonly Histogram<double> InferenceDuration = Time("gen_ai.client.inference.duration", "GenAI client inference operation duration.");
    private static readonly Histogram<double> EmbeddingsDuration = Time("gen_ai.client.embeddings.duration", "GenAI client embeddings operation duration.");
    private static readonly Histogram<double> OperationFirstChunk = Time("gen_ai.client.operation.time_to_first_chunk", "Time to receive the first chunk.");
    private static readonly Histogram<double> InferenceFirstChunk = Time("gen_ai.client.inference.time_to_first_chunk", "Time to receive the first chunk.");
    private static readonly Histogram<double> OperationChunk = Time("gen_ai.client.operation.time_per_output_chunk", "Time per output chunk after the first.");
    private static readonly Histogram<double> InferenceChunk = Time("gen_ai.client.inference.time_per_output_chunk", "Time per output chunk after the first.");

    private static readonly Histogram<long> TokenUsage = Count("gen_ai.client.token.usage", "Number of input and output tokens used.");
    private static readonly Histogram<long> InferenceInput = Count("gen_ai.client.inference.operation.input_tokens", "Number of input tokens of an inference.");
    private static readonly Histogram<long> InferenceOutput = Count("gen_ai.client.inference.operation.output_tokens", "Number of output tokens of an inference.");
    private static readonly Histogram<long> EmbeddingsInput = Count("gen_ai.client.embeddings.operation.input_tokens", "Number of input tokens of an embeddings operation.");
    private static readonly Counter<long> InputTotal = Sum("gen_ai.client.inference.usage.input_tokens", "Input tokens used.");
    private static readonly Counter<long> OutputTotal = Sum("gen_ai.client.inference.usage.output_tokens", "Output tokens used.");
    private static readonly Counter<long> CachedTotal = Sum("gen_ai.client.inference.usage.cache_read.input_tokens", "Input tokens served from a cache.");

    public static readonly Histogram<double> ToolDuration = Time("gen_ai.execute_tool.duration", "Duration of a tool's execution.");
    public static readonly Histogram<double> AgentDuration = Time("gen_ai.invoke_agent.duration", "Duration of an agent's invocation.");

    /// <summary>Whether anybody listens to calls.</summary>
    public static bool AreWatched =>
        Source.HasListeners() || OperationDuration.Enabled || InferenceDuration.Enabled || EmbeddingsDuration.Enabled || TokenUsage.Enabled || InferenceInput.Enabled
        || EmbeddingsInput.Enabled || OperationFirstChunk.Enabled || InferenceFirstChunk.Enabled || OperationChunk.Enabled || InferenceChunk.Enabled
        || InputTotal.Enabled || OutputTotal.Enabled || CachedTotal.Enabled;

    public static bool ToolsAreWatched => Source.HasListeners() || ToolDuration.Enabled;

    public static bool LoopsAreWatched => Source.HasListeners() || AgentDuration.Enabled;

    public static Histogram<double> Duration(bool isEmbedding) =>
        !LlmTelemetry.UseLatestConventions ? OperationDuration : isEmbedding ? EmbeddingsDuration : InferenceDuration;

    public static Histogram<double> FirstChunk => LlmTelemetry.UseLatestConventions ? InferenceFirstChunk : OperationFirstChunk;

    public static Histogram<double> LaterChunk => LlmTelemetry.UseLatestConventions ? InferenceChunk : OperationChunk;

    public static void CountTokens(bool isEmbedding, long? input, long? output, long? cached, in TagList tags)
    {
        if (!LlmTelemetry.UseLatestConventions)
        {
            CountUsage(input, "input", tags);
            CountUsage(output, "output", tags);
            return;
        }

        if (input is { } read)
        {
            (isEmbedding ? EmbeddingsInput : InferenceInput).Record(read, tags);
        }

        if (isEmbedding)
        {
            return;
        }

        InputTotal.Add(input ?? 0, tags);
        CachedTotal.Add(cached ?? 0, tags);
        OutputTotal.Add(output ?? 0, tags);
        if (output is { } written)
        {
            InferenceOutput.Record(written, tags);
        }
    }

    private static void CountUsage(long? tokens, string type, TagList tags)
    {
        if (tokens is { } count && TokenUsage.Enabled)
        {
            tags.Add(Names.TokenType, type);
            TokenUsage.Record(count, tags);
        }
    }

    private static Histogram<double> Time(string name, string description) =>
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    private static Histogram<long> Count(string name, string description) =>
        Meter.CreateHistogram(name, "{token}", description, tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = Tokens });

    private static Counter<long> Sum(string name, string description) => Meter.CreateCounter<long>(name, "{token}", description);
}
