using OllamaSdk.Transport;

namespace OllamaSdk.Prompting;

/// <summary>A request with a prompt: what of it the model reads, as far as a client can see.</summary>
internal interface IPromptRequest : IModelRequest
{
    /// <summary>The context length that it asks for.</summary>
    int? RequestedWindow { get; }

    /// <summary>How many messages are sent: the caller's list may be longer when the answer is there.</summary>
    int PromptParts { get; }

    /// <summary>The texts, where each is read by itself; <see langword="null"/> where there is one prompt.</summary>
    IReadOnlyList<string>? Texts => null;

    /// <summary>Whether there is more in it than so much text. It costs next to nothing.</summary>
    bool IsLongerThan(int characters);

    /// <summary>Reads the prompt, in the order in which the model does.</summary>
    /// <param name="reading">Takes it.</param>
    /// <param name="parts">What <see cref="PromptParts"/> was when it was sent.</param>
    void Read(ref PromptReading reading, int parts);
}

/// <summary>An answer of which the server counts the prompt.</summary>
internal interface IPromptCounted
{
    /// <summary>The tokens of the prompt, and those of them that the server had in its cache: <see langword="null"/> where it does not say.</summary>
    (long? Tokens, long? Cached) Prompt { get; }

    PromptTruncation? PromptTruncation { get; set; }
}
