using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OllamaSdk.Prompting;
using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk.ApiCalls;

/// <summary>What a runner needs of its client: where to, with what patience, under whose settings.</summary>
internal sealed record RunnerSettings
{
    public required Uri Endpoint { get; init; }

    public required JsonSerializerOptions Json { get; init; }

    public required SafeText Safe { get; init; }

    /// <summary>What telemetry calls the kind of server.</summary>
    public required string TelemetryProvider { get; init; }

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Whether what is sent can be read on the way, and nobody has said that it may.</summary>
    public bool IsInClear { get; init; }

    /// <summary>The caller's own <see cref="HttpClient"/>, where it is one that sends.</summary>
    public ForeignClientHandler? Foreign { get; init; }

    public TimeoutOptions Timeouts { get; init; } = new();

    public RetryOptions Retry { get; init; } = new();

    public int MaxLineBytes { get; init; } = LlmConnectionOptions.DefaultMaxLineBytes;

    public int MaxAnswerBytes { get; init; } = LlmConnectionOptions.DefaultMaxAnswerBytes;

    public SseOptions Events { get; init; } = new(SkipMalformed: false, static _ => { });

    /// <summary>Gets the route and the words where an answer was read although its form is odd.</summary>
    public Action<string, string> OnOdd { get; init; } = static (_, _) => { };

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Tells of answers whether their prompts were cut.</summary>
    public required PromptGuard Guard { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));
}
