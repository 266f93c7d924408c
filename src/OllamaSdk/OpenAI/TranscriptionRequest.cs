namespace OllamaSdk.OpenAI;

/// <summary>How a recording is to be transcribed; what is not set is not sent.</summary>
public sealed class TranscriptionRequest
{
    /// <summary>The model; the client's default where <see langword="null"/>.</summary>
    public string? Model { get; set; }

    /// <summary>The language spoken, as ISO 639-1 (<c>en</c>); the server guesses where <see langword="null"/>.</summary>
    public string? Language { get; set; }

    /// <summary>Words that are likely to come up.</summary>
    public string? Prompt { get; set; }

    /// <summary>Randomness, from 0 to 1. Ollama always uses 0.</summary>
    public double? Temperature { get; set; }
}
