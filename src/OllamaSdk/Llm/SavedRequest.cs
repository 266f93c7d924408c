using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;

namespace OllamaSdk.Llm;

/// <summary>A request as it is saved: what is not set is left out, and so are tools, headers and time limits, which are the program's.</summary>
internal sealed record SavedRequest
{
    public static JsonTypeInfo JsonType { get; } = new JsonSerializerOptions(SavedJsonContext.Default.Options)
    {
        // For JSON parsers, never for HTML: text stays as readable as it was.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonDepth.Written,
        // What was kept as it came is written as requests write it.
        TypeInfoResolver = JsonTypeInfoResolver.Combine(LlmJson.Options.TypeInfoResolver, SavedJsonContext.Default),
    }.GetTypeInfo(typeof(SavedRequest));

    public string? Model { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? MaxTokens { get; init; }

    public long? Seed { get; init; }

    public IReadOnlyList<string>? Stop { get; init; }

    public ResponseFormat? Format { get; init; }

    public Think? Think { get; init; }

    public IReadOnlyList<SavedMessage?>? Messages { get; init; }

    public static SavedRequest From(LlmRequest request) => new()
    {
        Model = request.Model,
        Temperature = request.Temperature,
        TopP = request.TopP,
        MaxTokens = request.MaxTokens,
        Seed = request.Seed,
        Stop = request.Stop is { Count: > 0 } stop ? stop : null,
        Format = request.Format,
        Think = request.Think,
        Messages = [.. request.Messages.Select(SavedMessage.From)],
    };

    public LlmRequest ToRequest() => new()
    {
        Model = Model,
        Temperature = Temperature,
        TopP = TopP,
        MaxTokens = MaxTokens,
        Seed = Seed,
        Stop = Stop ?? [],
        Format = Format,
        Think = Think,
        Messages = [.. (Messages ?? []).Select(message => message!.ToMessage())],
    };
}

/// <summary>A message as it is saved.</summary>
internal sealed record SavedMessage
{
    public LlmRole? Role { get; init; }

    public string? Content { get; init; }

    public IReadOnlyList<LlmImage>? Images { get; init; }

    public string? Thinking { get; init; }

    public IReadOnlyList<SavedCall?>? ToolCalls { get; init; }

    public string? ToolCallId { get; init; }

    public string? ToolName { get; init; }

    public string? Provider { get; init; }

    public string? ThinkingName { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? AdditionalProperties { get; init; }

    public static SavedMessage From(LlmMessage message) => new()
    {
        Role = message.Role,
        Content = message.Content,
        Images = message.Images is { Count: > 0 } images ? images : null,
        Thinking = message.Thinking,
        ToolCalls = message.ToolCalls is { Count: > 0 } calls ? [.. calls.Select(call => new SavedCall(call.Id, call.Name, call.ArgumentsJson, call.AdditionalProperties))] : null,
        ToolCallId = message.ToolCallId,
        ToolName = message.ToolName,
        Provider = message.Provider,
        ThinkingName = message.ThinkingName,
        AdditionalProperties = message.AdditionalProperties,
    };

    public LlmMessage ToMessage() => new()
    {
        Role = Role ?? throw new JsonException("The JSON is no saved conversation: a message has no role."),
        Content = Content ?? "",
        Images = Images ?? [],
        Thinking = Thinking,
        ToolCalls = [.. (ToolCalls ?? []).Select(call => call?.ToCall() ?? throw new JsonException("The JSON is no saved conversation: a tool call is null."))],
        ToolCallId = ToolCallId,
        ToolName = ToolName,
        Provider = Provider,
        ThinkingName = ThinkingName,
        AdditionalProperties = AdditionalProperties,
    };
}

/// <summary>A tool call as it is saved.</summary>
internal sealed record SavedCall(string? Id, string? Name, string? Arguments, IReadOnlyDictionary<string, JsonElement>? AdditionalProperties)
{
    public LlmToolCall ToCall() => new(Id ?? "", Name ?? "", Arguments ?? "{}") { AdditionalProperties = AdditionalProperties };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SavedRequest))]
internal sealed partial class SavedJsonContext : JsonSerializerContext;
