using System.Diagnostics.CodeAnalysis;
using OllamaSdk.Loop;

namespace OllamaSdk;

/// <summary>What is new in a typed answer that is streamed: a piece of its JSON, and at the end the value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class TypedUpdate<T> : ILlmTextPart
{
    /// <summary>The next piece of the JSON text; empty in the last update.</summary>
    public string Text { get; init; } = "";

    /// <summary>The next piece of the model's reasoning; empty where there is none.</summary>
    public string Thinking { get; init; } = "";

    /// <summary>Whether everything delivered before is void, since the answer begins anew: at another server, see <see cref="LlmUpdate.IsRestart"/>, or since the model was asked again, see <see cref="CallOptions.MaxRepairs"/>.</summary>
    public bool IsRestart { get; init; }

    /// <summary>Whether this is the last update, which holds the value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsLast { get; init; }

    /// <summary>The whole value, read and checked; only in the last update. <see langword="null"/> there only where it is the value of an <c>int?</c> and the like.</summary>
    public T? Value { get; init; }

    /// <summary>Whether the server cut a prompt that was too long for the model, as <see cref="TypedAnswerInfo.PromptTruncation"/> says; only in the last update.</summary>
    public PromptTruncation? PromptTruncation { get; init; }

    /// <summary>Reads what has come so far; only where there is more of it.</summary>
    internal AnswerType<T>? Type { get; init; }
}
