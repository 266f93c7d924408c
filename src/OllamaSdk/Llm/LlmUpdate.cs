using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>A part of a streamed answer. Text comes as it is made; tool calls come whole, together, in the last update but one.</summary>
public sealed record LlmUpdate : ILlmTextPart
{
    // There is one update per token, and most say nothing but text.
    private readonly Rest? _rest;

    /// <summary>New text; empty where this update has none.</summary>
    public string ContentDelta { get; init; } = "";

    /// <summary>New thinking; empty where this update has none.</summary>
    public string ThinkingDelta { get; init; } = "";

    /// <summary>The tools the model asks for.</summary>
    public IReadOnlyList<LlmToolCall> ToolCalls
    {
        get => _rest?.ToolCalls ?? [];
        init => _rest = (_rest ?? Rest.None) with { ToolCalls = value };
    }

    /// <summary>Everything together; only in the last update, which has nothing else.</summary>
    public LlmResponse? Response
    {
        get => _rest?.Response;
        init => _rest = (_rest ?? Rest.None) with { Response = value };
    }

    /// <summary>
    /// Whether everything delivered before is void, since another server begins anew with this update. Only where
    /// <see cref="FallbackPolicy.RestartAfterItems"/> asks for it.
    /// </summary>
    public bool IsRestart
    {
        get => _rest is { IsRestart: true };
        init => _rest = (_rest ?? Rest.None) with { IsRestart = value };
    }

    string? ILlmTextPart.Text => ContentDelta;

    string? ILlmTextPart.Thinking => ThinkingDelta;

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmUpdate? other) => ReferenceEquals(this, other) || (other is not null
        && ContentDelta == other.ContentDelta
        && ThinkingDelta == other.ThinkingDelta
        && SameContent.Lists(ToolCalls, other.ToolCalls)
        && SameContent.Values(Response, other.Response)
        && IsRestart == other.IsRestart);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ContentDelta, ThinkingDelta, SameContent.Hash(ToolCalls), Response, IsRestart);

    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(LlmUpdate))
        .Length(nameof(ContentDelta), ContentDelta)
        .Length(nameof(ThinkingDelta), ThinkingDelta)
        .Count(nameof(ToolCalls), ToolCalls)
        .Value(nameof(Response), Response)
        .Value(nameof(IsRestart), IsRestart)
        .ToString();

    private sealed record Rest(IReadOnlyList<LlmToolCall>? ToolCalls, LlmResponse? Response, bool IsRestart)
    {
        public static Rest None { get; } = new(null, null, false);
    }
}
