namespace OllamaSdk;

/// <summary>What the interfaces of Ollama's native API have in common, see <see cref="OllamaClient.Api{T}"/>.</summary>
public interface IOllamaApi;
