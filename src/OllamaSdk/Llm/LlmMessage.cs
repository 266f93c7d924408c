using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>One message of a conversation, in a form that every provider's API can be given.</summary>
public sealed record LlmMessage : ISpokenMessage
{
    LlmRole? ISpokenMessage.Speaker => Role;

    string ISpokenMessage.Words => Content;

    IEnumerable<(string Name, string Arguments)> ISpokenMessage.Calls => ToolCalls.Select(call => (call.Name, call.ArgumentsJson));

    int ISpokenMessage.Pictures => Images.Count;

    ISpokenMessage ISpokenMessage.Say(LlmRole speaker, string text) => new LlmMessage { Role = speaker, Content = text };

    /// <summary>Who speaks.</summary>
    public LlmRole Role { get; init; } = LlmRole.User;

    /// <summary>The text; empty where there is none.</summary>
    public string Content { get; init; } = "";

    /// <summary>Pictures, for models that can see.</summary>
    public IReadOnlyList<LlmImage> Images { get; init; } = [];

    /// <summary>What the model thought before it answered; sent back under the name that the server uses for it.</summary>
    public string? Thinking { get; init; }

    /// <summary>The tool calls of a message of the model.</summary>
    public IReadOnlyList<LlmToolCall> ToolCalls { get; init; } = [];

    /// <summary>Which call this message is the result of.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>Which tool this message is the result of.</summary>
    public string? ToolName { get; init; }

    /// <summary>The name of the provider whose model said it, see <see cref="LlmProviders"/>; <see langword="null"/> where the program did.</summary>
    public string? Provider { get; init; }

    /// <summary>
    /// Members this version of the SDK does not know, by wire name, such as signatures and citations. They are sent to servers of the same API as
    /// the one of <see cref="Provider"/>, and so are those of its tool calls; to every server where that is <see langword="null"/>.
    /// </summary>
    /// <value><see langword="null"/> where there are none.</value>
    public IReadOnlyDictionary<string, JsonElement>? AdditionalProperties { get; init; }

    /// <summary>What the server calls thinking; <see langword="null"/> where it is not known.</summary>
    internal string? ThinkingName { get; init; }

    /// <summary>A message that sets how the model behaves.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The message.</returns>
    public static LlmMessage System(string content) => new() { Role = LlmRole.System, Content = content };

    /// <summary>A message of the person, with pictures where the model can see.</summary>
    /// <param name="content">The text.</param>
    /// <param name="images">Pictures, for models that can see.</param>
    /// <returns>The message.</returns>
    public static LlmMessage User(string content, params LlmImage[]? images) =>
        new() { Role = LlmRole.User, Content = content, Images = images ?? [] };

    /// <summary>A message of the model.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The message.</returns>
    public static LlmMessage Assistant(string content) => new() { Role = LlmRole.Assistant, Content = content };

    /// <summary>The result of a tool call.</summary>
    /// <param name="call">The call as the model made it.</param>
    /// <param name="content">The result, as text.</param>
    /// <returns>The message.</returns>
    public static LlmMessage Tool(LlmToolCall call, string content)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new() { Role = LlmRole.Tool, Content = content, ToolCallId = call.Id, ToolName = call.Name };
    }

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmMessage? other) => ReferenceEquals(this, other) || (other is not null
        && Role == other.Role
        && Content == other.Content
        && Thinking == other.Thinking
        && ToolCallId == other.ToolCallId
        && ToolName == other.ToolName
        && Provider == other.Provider
        && SameContent.Lists(Images, other.Images)
        && SameContent.Lists(ToolCalls, other.ToolCalls)
        && SameContent.Maps(AdditionalProperties, other.AdditionalProperties));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Role, Content, Thinking, ToolCallId, ToolName, SameContent.Hash(Images), SameContent.Hash(ToolCalls));

    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(LlmMessage))
        .Value(nameof(Role), Role)
        .Length(nameof(Content), Content)
        .Count(nameof(Images), Images)
        .Length(nameof(Thinking), Thinking)
        .Count(nameof(ToolCalls), ToolCalls)
        .Value(nameof(ToolCallId), ToolCallId)
        .Value(nameof(ToolName), ToolName)
        .Value(nameof(Provider), Provider)
        .Count(nameof(AdditionalProperties), AdditionalProperties)
        .ToString();
}

/// <summary>A tool call of the model's.</summary>
/// <param name="Id">The server's id of the call, or one made here where it gave none.</param>
/// <param name="Name">The name of the tool.</param>
/// <param name="ArgumentsJson">The arguments as JSON text, as the model wrote them.</param>
public sealed record LlmToolCall(string Id, string Name, string ArgumentsJson)
{
    /// <summary>
    /// Members this version of the SDK does not know, by wire name, such as a signature; those of the call's function are in a member
    /// <c>function</c>. They go back with the call, see <see cref="LlmMessage.AdditionalProperties"/>.
    /// </summary>
    /// <value><see langword="null"/> where there are none.</value>
    public IReadOnlyDictionary<string, JsonElement>? AdditionalProperties { get; init; }

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmToolCall? other) => ReferenceEquals(this, other) || (other is not null
        && Id == other.Id
        && Name == other.Name
        && ArgumentsJson == other.ArgumentsJson
        && SameContent.Maps(AdditionalProperties, other.AdditionalProperties));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Name, ArgumentsJson);

    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(LlmToolCall))
        .Value(nameof(Id), Id)
        .Value(nameof(Name), Name)
        .Length(nameof(ArgumentsJson), ArgumentsJson)
        .Count(nameof(AdditionalProperties), AdditionalProperties)
        .ToString();
}
