using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Cli.Bench;

namespace OllamaSdk.Cli.Output;

// The documents of --json that no server sends. Their names are part of the program's interface.

/// <summary>A part of an answer.</summary>
internal sealed record AnswerLine(string? Content, string? Thinking, bool? Restart);

/// <summary>A call of a tool as it begins, with its arguments, or as it ends, with its result.</summary>
internal sealed record ToolLine(string Tool, JsonElement? Arguments, string? Result, bool? Error);

/// <summary>An answer that fits the schema that was given.</summary>
internal sealed record ValueDocument(bool Done, JsonElement Value);

/// <summary>The vector of a file, or of one of its lines; or why there is none.</summary>
internal sealed record FileVectorLine(string File, long Index, long? Line, float[]? Embedding, string? Error);

/// <summary>How fast a model is: each round, and the middle of them.</summary>
internal sealed record BenchDocument(string Model, double? LoadSeconds, IReadOnlyList<BenchRound> Rounds, BenchRound Median);

/// <summary>The last line of an answer, with the whole of it.</summary>
internal sealed record AnswerEnd(
    bool Done, string Content, string? Thinking, string? Model, string? Provider, string? Endpoint, string? FinishReason, UsageDocument Usage,
    double? TokensPerSecond, double LatencySeconds, int Retries, bool UsedFallback, IReadOnlyList<FailureDocument>? Failures, TruncationDocument? PromptTruncation);

/// <summary>What became of the prompt, or of the texts; states and sources in the words of the SDK, in small letters.</summary>
internal sealed record TruncationDocument(string State, int CountedTokens, int EstimatedTokens, int? Window, string WindowSource, IReadOnlyList<int>? TruncatedTexts);

internal sealed record UsageDocument(long? PromptTokens, long? CompletionTokens, long? TotalTokens, long? CachedTokens);

internal sealed record FailureDocument(string Provider, string Model, string Endpoint, string Error);

internal sealed record ModelsDocument(IReadOnlyList<ModelDocument> Models);

internal sealed record ModelDocument(
    string Name, string? Provider, string? Endpoint, DateTimeOffset? Created, string? OwnedBy, long? ContextLength, string? Description, long? Size,
    IReadOnlyList<string> Capabilities, bool? Loaded, string? Runner);

internal sealed record EmbeddingsDocument(string? Model, IReadOnlyList<float[]> Embeddings, long? PromptTokens, TruncationDocument? PromptTruncation);

internal sealed record HealthDocument(bool Healthy, bool Degraded, IReadOnlyList<ServerDocument> Servers);

internal sealed record ServerDocument(string Provider, string Endpoint, string State, double LatencySeconds, string? Problem, string? Advice);

internal sealed record VersionDocument(string Version, string? Server);

/// <summary>What was done, by a command that has nothing else to tell.</summary>
internal sealed record DoneDocument(string Status, string? Model, string? Destination = null);

/// <summary>How far a transfer has come.</summary>
internal sealed record TransferLine(string Status, long? Completed, long? Total, double? BytesPerSecond);

internal sealed record ListeningDocument(string Url, string? Page = null);

internal sealed record StubsDocument(string Directory, int Written, IReadOnlyList<string> Files);

internal sealed record ConversationsDocument(IReadOnlyList<ConversationDocument> Conversations);

/// <summary>A conversation that is kept.</summary>
internal sealed record ConversationDocument(string Id, DateTimeOffset Updated, string? Model, string Title);

internal sealed record CompletionDocument(string Shell, string Script);

internal sealed record ConfigDocument(string Path, IReadOnlyDictionary<string, string> Settings);

internal sealed record ConfigPathDocument(string Path, bool Exists);

internal sealed record ConfigChangeDocument(string Status, string Setting, string Path);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AnswerLine))]
[JsonSerializable(typeof(ToolLine))]
[JsonSerializable(typeof(AnswerEnd))]
[JsonSerializable(typeof(ValueDocument))]
[JsonSerializable(typeof(FileVectorLine))]
[JsonSerializable(typeof(BenchDocument))]
[JsonSerializable(typeof(ModelsDocument))]
[JsonSerializable(typeof(EmbeddingsDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(VersionDocument))]
[JsonSerializable(typeof(DoneDocument))]
[JsonSerializable(typeof(TransferLine))]
[JsonSerializable(typeof(ListeningDocument))]
[JsonSerializable(typeof(StubsDocument))]
[JsonSerializable(typeof(CompletionDocument))]
[JsonSerializable(typeof(ConversationsDocument))]
[JsonSerializable(typeof(JobsDocument))]
[JsonSerializable(typeof(JobErrorDocument))]
[JsonSerializable(typeof(ConfigDocument))]
[JsonSerializable(typeof(ConfigPathDocument))]
[JsonSerializable(typeof(ConfigChangeDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext;
