using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>What is asked of a model, whichever server answers. What is not set is not sent, so that the server's default holds; a zero is sent.</summary>
public sealed record LlmRequest
{
    /// <summary>A request to be filled by an initialiser.</summary>
    public LlmRequest()
    {
    }

    /// <summary>One question, alone or at the end of <see cref="Messages"/>.</summary>
    /// <param name="prompt">What the person says.</param>
    public LlmRequest(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        Prompt = prompt;
    }

    /// <summary>How the model should behave: sent as a system message before <see cref="Messages"/>.</summary>
    public string? System { get; init; }

    /// <summary>The conversation so far, oldest first.</summary>
    public IReadOnlyList<LlmMessage> Messages { get; init; } = [];

    /// <summary>What the person says last: sent as a message after <see cref="Messages"/>.</summary>
    public string? Prompt { get; init; }

    /// <summary>
    /// The model. Only targets of that model and targets without a model of their own are asked; where there are none of either, the first
    /// target. <see langword="null"/> asks each target for its own model.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>How much chance there is in the choice of words; 0 is none.</summary>
    public double? Temperature { get; init; }

    /// <summary>Only the likeliest words that make up this share are chosen from, 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>The longest answer, in tokens.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Makes answers repeatable, as far as the server can.</summary>
    public long? Seed { get; init; }

    /// <summary>The texts before which the answer ends.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>The tools the model may ask for.</summary>
    public ToolSet? Tools { get; init; }

    /// <summary>The form of the answer. <c>mlx_lm.server</c> has nothing of the kind and is not sent it.</summary>
    public ResponseFormat? Format { get; init; }

    /// <summary>Whether and how hard the model thinks first.</summary>
    public Think? Think { get; init; }

    /// <summary>Sent as <c>X-Request-Id</c>; wins over that of <see cref="Call"/>.</summary>
    public string? RequestId { get; init; }

    /// <summary>Time limits, retries and headers of this call. The limits begin anew at each server; the headers go to every server that is asked.</summary>
    public CallOptions? Call { get; init; }

    /// <summary>All that is sent: <see cref="System"/>, <see cref="Messages"/>, <see cref="Prompt"/>.</summary>
    internal IReadOnlyList<LlmMessage> Conversation => (System, Prompt) is (null, null)
        ? Messages
        : [.. System is { } system ? [LlmMessage.System(system)] : Array.Empty<LlmMessage>(), .. Messages, .. Prompt is { } prompt ? [LlmMessage.User(prompt)] : Array.Empty<LlmMessage>()];

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmRequest? other) => ReferenceEquals(this, other) || (other is not null
        && Prompt == other.Prompt
        && System == other.System
        && SameContent.Lists(Messages, other.Messages)
        && Model == other.Model
        && Temperature == other.Temperature
        && TopP == other.TopP
        && MaxTokens == other.MaxTokens
        && Seed == other.Seed
        && SameContent.Lists(Stop, other.Stop)
        && SameContent.Values(Tools, other.Tools)
        && SameContent.Values(Format, other.Format)
        && Think == other.Think
        && RequestId == other.RequestId
        && SameContent.Values(Call, other.Call));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Prompt, SameContent.Hash(Messages), Model, Temperature, TopP, MaxTokens, Seed, RequestId);

    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(LlmRequest))
        .Value(nameof(Model), Model)
        .Length(nameof(System), System)
        .Count(nameof(Messages), Messages)
        .Length(nameof(Prompt), Prompt)
        .Value(nameof(Temperature), Temperature)
        .Value(nameof(TopP), TopP)
        .Value(nameof(MaxTokens), MaxTokens)
        .Value(nameof(Seed), Seed)
        .Count(nameof(Stop), Stop)
        .Value(nameof(Tools), Tools?.Count)
        .Union(nameof(Format), Format)
        .Union(nameof(Think), Think)
        .Value(nameof(RequestId), RequestId)
        .ToString();

    /// <exception cref="ArgumentException">The request is wrong; the message says where.</exception>
    internal void Validate()
    {
        if (Messages is null || (Messages.Count == 0 && Prompt is null))
        {
            throw new ArgumentException("The request has no messages and no prompt.", nameof(Messages));
        }

        for (var i = 0; i < Messages.Count; i++)
        {
            var message = Messages[i] ?? throw new ArgumentException($"Message {i} is null.", nameof(Messages));
            if (message.Role.Value.Length == 0 || message.Content is null || message.Images?.Contains(null!) != false || message.ToolCalls?.Contains(null!) != false)
            {
                throw new ArgumentException($"Message {i} has no role, or its content, an image or a tool call is null.", nameof(Messages));
            }
        }

        RequestChecks.Finite(Temperature, nameof(Temperature));
        RequestChecks.Finite(TopP, nameof(TopP));
        if (Stop?.Contains(null!) != false)
        {
            throw new ArgumentException("Stop is null or holds a null.", nameof(Stop));
        }

        Call?.Validate();
    }
}
