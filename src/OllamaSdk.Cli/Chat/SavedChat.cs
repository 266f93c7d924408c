using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Chat;

/// <summary>A conversation as a file. It names a model, but no server, no key and no program: what is opened changes nothing else.</summary>
/// <param name="Title">Its first words. It stands first, as the next two do, so that a list need not read the rest.</param>
/// <param name="Updated">When it was last gone on with.</param>
/// <param name="Model">The model.</param>
/// <param name="System">How the model shall behave.</param>
/// <param name="Messages">What was said.</param>
internal sealed record SavedChat(string? Title, DateTimeOffset? Updated, string? Model, string? System, IReadOnlyList<SavedMessage?>? Messages)
{
    // What was kept as it came is written as requests write it.
    private static readonly JsonTypeInfo<SavedChat> s_type = (JsonTypeInfo<SavedChat>)new JsonSerializerOptions(SavedChatJson.Default.Options)
    {
        MaxDepth = JsonOutput.MaxDepth,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(LlmJson.Options.TypeInfoResolver, SavedChatJson.Default),
    }.GetTypeInfo(typeof(SavedChat));

    public static byte[] Of(ChatSession session) => JsonSerializer.SerializeToUtf8Bytes(
        new SavedChat(ChatTitle.Of(session.Messages), DateTimeOffset.Now, session.Model, session.System, [.. session.Messages.Select(SavedMessage.From)]), s_type);

    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static Task SaveAsync(ChatSession session, string path) => WriteAsync(path, Of(session));

    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, byte[] text)
    {
        try
        {
            await File.WriteAllBytesAsync(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The conversation cannot be kept: {e.Message}");
        }
    }

    /// <summary>Puts the file's conversation in place of the present one, which stays where the file is wrong.</summary>
    /// <exception cref="UsageException">The file cannot be read, or holds no conversation.</exception>
    public static async Task LoadAsync(ChatSession session, string path)
    {
        try
        {
            var text = await UserFile.ReadAsync(path, "conversation", file => File.ReadAllTextAsync(file));
            var saved = JsonSerializer.Deserialize(text, s_type);
            var messages = (saved?.Messages ?? throw new JsonException("it has no messages"))
                .Select(message => message?.ToMessage() ?? throw new JsonException("a message is null")).ToArray();
            (session.Model, session.System) = (saved.Model ?? session.Model, saved.System);
            session.Clear();
            session.Messages.AddRange(messages);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new UsageException($"{path} holds no conversation: {e.Message.Split([" Path: ", " (Parameter '"], StringSplitOptions.None)[0]}");
        }
    }
}

internal sealed record SavedMessage(
    string? Role, string? Content, string? Thinking, IReadOnlyList<byte[]>? Images, IReadOnlyList<LlmToolCall?>? ToolCalls, string? ToolCallId, string? ToolName,
    string? Provider, IReadOnlyDictionary<string, JsonElement>? AdditionalProperties)
{
    public static SavedMessage From(LlmMessage message) => new(
        message.Role.Value,
        message.Content,
        message.Thinking,
        message.Images.Count == 0 ? null : [.. message.Images.Select(image => image.Bytes.ToArray())],
        message.ToolCalls.Count == 0 ? null : message.ToolCalls,
        message.ToolCallId,
        message.ToolName,
        message.Provider,
        message.AdditionalProperties);

    public LlmMessage ToMessage() => new()
    {
        Role = Role ?? throw new JsonException("a message has no role"),
        Content = Content ?? "",
        Thinking = Thinking,
        Images = [.. (Images ?? []).Select(bytes => LlmImage.FromBytes(bytes))],
        ToolCalls = [.. (ToolCalls ?? []).Select(call => call is { Id: not null, Name: not null, ArgumentsJson: not null } ? call : throw new JsonException("a tool call lacks its id, name or arguments_json"))],
        ToolCallId = ToolCallId,
        ToolName = ToolName,
        Provider = Provider,
        AdditionalProperties = AdditionalProperties,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(SavedChat))]
internal sealed partial class SavedChatJson : JsonSerializerContext;
