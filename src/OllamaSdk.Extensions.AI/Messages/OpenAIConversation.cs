using System.Text;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary>A conversation in the terms of the OpenAI-compatible API, which keeps texts, pictures and sound in their order.</summary>
/// <param name="reasoningContent">Whether the server calls thinking <c>reasoning_content</c>, and not <c>reasoning</c>.</param>
internal sealed class OpenAIConversation(bool reasoningContent)
{
    /// <summary>The code of a refusal among the contents of an answer.</summary>
    public const string Refusal = "Refusal";

    private readonly CallNames _names = new();

    /// <exception cref="ArgumentException">A value has a type that nobody knows how to write.</exception>
    /// <exception cref="NotSupportedException">A content cannot be sent.</exception>
    public List<ChatCompletionMessage> Read(IEnumerable<ChatMessage> messages, string? instructions)
    {
        List<ChatCompletionMessage> all = [];
        if (!string.IsNullOrWhiteSpace(instructions))
        {
            all.Add(ChatCompletionMessage.System(instructions));
        }

        foreach (var message in messages)
        {
            ArgumentNullException.ThrowIfNull(message, nameof(messages));
            if (message.RawRepresentation is ChatCompletionMessage raw)
            {
                all.Add(raw);
            }
            else
            {
                Add(all, message);
            }
        }

        return all;
    }

    private void Add(List<ChatCompletionMessage> all, ChatMessage message)
    {
        var before = all.Count;
        var thinking = new StringBuilder();
        List<ChatContentPart> parts = [];
        List<ChatToolCall> calls = [];
        string? refusal = null;
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case FunctionResultContent result:
                    all.Add(ToMessage(result));
                    break;
                case FunctionCallContent call:
                    _names.Note(call);
                    calls.Add(ToCall(call));
                    break;
                case TextReasoningContent thought:
                    thinking.Append(thought.Text);
                    break;
                case ErrorContent { ErrorCode: Refusal } words:
                    refusal += words.Message;
                    break;
                default:
                    if (ContentParts.From(content) is { } part)
                    {
                        parts.Add(part);
                    }

                    break;
            }
        }

        if (all.Count > before && parts.Count + calls.Count + thinking.Length == 0 && refusal is null)
        {
            return;
        }

        var thoughts = thinking.Length > 0 ? thinking.ToString() : null;
        all.Add(new ChatCompletionMessage
        {
            Role = message.Role.Value,
            Content = ContentParts.Join(parts),
            Name = AuthorOf(message),
            Reasoning = reasoningContent ? null : thoughts,
            ReasoningContent = reasoningContent ? thoughts : null,
            Refusal = refusal,
            ToolCalls = calls.Count > 0 ? calls : null,
            AdditionalProperties = WireMembers.Of(message.AdditionalProperties, WireMembers.OpenAI),
        });
    }

    private ChatCompletionMessage ToMessage(FunctionResultContent result)
    {
        var (text, others) = ResultContents.Read(result.Result);
        return new()
        {
            Role = LlmRole.Tool,
            Content = ContentParts.Join([ChatContentPart.FromText(text), .. others.Select(ContentParts.From).OfType<ChatContentPart>()]),
            ToolCallId = result.CallId,
            Name = _names.Of(result.CallId) is { } name ? AnswerShape.WithoutDots(name) : null,
        };
    }

    private static ChatToolCall ToCall(FunctionCallContent content)
    {
        var call = CallContents.To(content, WireMembers.OpenAI);
        var (ofCall, ofFunction) = WireMembers.Split(call.AdditionalProperties);
        return new()
        {
            Id = call.Id,
            Type = "function",
            Function = new() { Name = AnswerShape.WithoutDots(call.Name), Arguments = call.ArgumentsJson, AdditionalProperties = ofFunction },
            AdditionalProperties = ofCall,
        };
    }

    // OpenAI takes at most 64 letters, digits and _ there.
    private static string? AuthorOf(ChatMessage message)
    {
        const int most = 64;
        var name = string.Concat((message.AuthorName ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c == '_').Take(most));
        return name.Length > 0 ? name : null;
    }
}
