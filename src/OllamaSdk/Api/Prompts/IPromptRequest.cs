using OllamaSdk.Transport;

namespace OllamaSdk.Prompting;

/// <summary>A request with a prompt: what of it the model reads, as far as a client can see.</summary>
internal interface IPromptRequest : IModelRequest
{
    /// <summary>The context length that it asks for.</summary>
    int? RequestedWindow { get; }

    /// <summary>Reads the prompt, in the order in which the model does.</summary>
    void Read(ref PromptReading reading);
}

/// <summary>An answer of which the server counts the prompt.</summary>
internal interface IPromptCounted
{
    /// <summary>The tokens of the prompt, and those of them that the server had in its cache: <see langword="null"/> where it does not say.</summary>
    (long? Tokens, long? Cached) Prompt { get; }

    PromptTruncation? PromptTruncation { get; set; }
}
