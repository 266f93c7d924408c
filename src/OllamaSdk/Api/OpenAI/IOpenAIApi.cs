namespace OllamaSdk.OpenAI;

/// <summary>What the interfaces of the OpenAI-compatible API have in common, see <see cref="OpenAICompatibleClient.Api{T}"/>.</summary>
public interface IOpenAIApi;
