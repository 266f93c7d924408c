namespace OllamaSdk;

/// <summary>
/// A part of a streamed answer, as <see cref="StreamTextExtensions"/> reads it. The items of every stream of answers are such parts; a type of
/// your own can be one too.
/// </summary>
public interface ILlmTextPart
{
    /// <summary>The new text of the answer; <see langword="null"/> or empty where this part has none.</summary>
    string? Text { get; }

    /// <summary>The new thinking, which is no part of the answer; <see langword="null"/> or empty where this part has none.</summary>
    string? Thinking { get; }

    /// <summary>Which turn of the model this part belongs to, from 1. Only a tool loop has several.</summary>
    int Turn => 1;

    /// <summary>Whether what was delivered of this turn before is void, since it begins anew with this part, at another server or by another try.</summary>
    bool IsRestart => false;
}
