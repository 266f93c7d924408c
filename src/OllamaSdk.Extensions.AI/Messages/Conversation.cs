using System.Text;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>A conversation in the terms that all servers share.</summary>
internal static class Conversation
{
    /// <summary>Each message in the server's form, in which a program may have given it already.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="instructions">What stands before it.</param>
    /// <param name="api">Whose unknown members are sent; <see langword="null"/> where each message says by itself which server it came from.</param>
    /// <param name="toWire">Makes the server's form.</param>
    /// <exception cref="ArgumentException">A value has a type that nobody knows how to write, or a picture is empty.</exception>
    /// <exception cref="NotSupportedException">A content cannot be sent.</exception>
    public static List<T> Read<T>(IEnumerable<ChatMessage> messages, string? instructions, string? api, Func<LlmMessage, T> toWire)
        where T : class
    {
        var all = new List<T>();
        if (!string.IsNullOrWhiteSpace(instructions))
        {
            all.Add(toWire(LlmMessage.System(instructions)));
        }

        var names = new CallNames();
        foreach (var message in messages)
        {
            ArgumentNullException.ThrowIfNull(message, nameof(messages));
            if (message.RawRepresentation is T raw)
            {
                all.Add(raw);
            }
            else
            {
                all.AddRange(Split(message, api, names).Select(toWire));
            }
        }

        return all;
    }

    // Servers want each result as a message of its own.
    private static List<LlmMessage> Split(ChatMessage message, string? api, CallNames names)
    {
        List<LlmMessage> all = [];
        var parts = new MessageParts(api ?? WireMembers.ApiOf(message));
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
            {
                all.Add(ToMessage(result, names));
            }
            else
            {
                parts.Add(content, names);
            }
        }

        if (parts.HasAny || all.Count == 0)
        {
            all.Add(parts.ToMessage(message));
        }

        return all;
    }

    private static LlmMessage ToMessage(FunctionResultContent result, CallNames names)
    {
        var (text, others) = ResultContents.Read(result.Result);
        return new LlmMessage
        {
            Role = LlmRole.Tool,
            Content = text,
            Images = [.. others.Select(Pictures.From).OfType<LlmImage>()],
            ToolCallId = result.CallId,
            ToolName = names.Of(result.CallId),
        };
    }

    private sealed class MessageParts(string? api)
    {
        private readonly StringBuilder _text = new();
        private readonly StringBuilder _thinking = new();
        private List<LlmImage>? _images;
        private List<LlmToolCall>? _calls;

        public bool HasAny => _text.Length > 0 || _thinking.Length > 0 || _images is not null || _calls is not null;

        public void Add(AIContent content, CallNames names)
        {
            switch (content)
            {
                case TextContent text:
                    _text.Append(text.Text);
                    break;
                case TextReasoningContent thinking:
                    _thinking.Append(thinking.Text);
                    break;
                case FunctionCallContent call:
                    names.Note(call);
                    (_calls ??= []).Add(CallContents.To(call, api));
                    break;
                default:
                    if (Pictures.From(content) is { } image)
                    {
                        (_images ??= []).Add(image);
                    }

                    break;
            }
        }

        public LlmMessage ToMessage(ChatMessage message) => new()
        {
            Role = Roles.To(message.Role),
            Content = _text.ToString(),
            Thinking = _thinking.Length > 0 ? _thinking.ToString() : null,
            Images = _images ?? [],
            ToolCalls = _calls ?? [],
            AdditionalProperties = api is null ? null : WireMembers.Of(message.AdditionalProperties, api),
            // Any of the API stands for all of it.
            Provider = api is null ? null : api == WireMembers.Ollama ? LlmProviders.Ollama.Name : LlmProviders.OllamaV1.Name,
        };
    }
}
