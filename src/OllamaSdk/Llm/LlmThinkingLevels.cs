namespace OllamaSdk;

/// <summary>How a target's model can think.</summary>
/// <param name="Provider">The name of the target's provider.</param>
/// <param name="Endpoint">The server's address.</param>
/// <param name="Model">The model.</param>
/// <param name="Levels">
/// Its levels, as <see cref="OllamaClient.GetThinkingLevelsAsync"/> gives them; <see langword="null"/> where the server does not say, as all but newer Ollamas.
/// </param>
public sealed record LlmThinkingLevels(string Provider, Uri Endpoint, string Model, ModelThinking? Levels);
