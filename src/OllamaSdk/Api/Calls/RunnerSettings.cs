using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Streaming;

namespace OllamaSdk.ApiCalls;

/// <summary>What a runner needs of its client: where to, with what patience, under whose settings.</summary>
internal sealed record RunnerSettings
{
    public required Uri Endpoint { get; init; }

    public required JsonSerializerOptions Json { get; init; }

    public required SafeText Safe { get; init; }

    public TimeoutOptions Timeouts { get; init; } = new();

    public RetryOptions Retry { get; init; } = new();

    public int MaxLineBytes { get; init; } = LlmConnectionOptions.DefaultMaxLineBytes;

    public SseOptions Events { get; init; } = new(SkipMalformed: false, static _ => { });

    /// <summary>Is told of forms in answers that the API does not know and that were read all the same.</summary>
    public Action<string> OddForm { get; init; } = static _ => { };

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));
}
