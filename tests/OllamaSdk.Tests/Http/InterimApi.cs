using OllamaSdk.Http;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Http;

/// <summary>Stands in for the clients' own <c>Api&lt;T&gt;()</c> until they have it: delete this file then, the tests stay as they are.</summary>
internal static class InterimApi
{
    public static T Api<T>(this OllamaClient client)
        where T : class => (T)Create(typeof(T).Name, client.Runner);

    public static T Api<T>(this OpenAICompatibleClient client)
        where T : class => (T)Create(typeof(T).Name, client.Runner);

    private static object Create(string name, ApiRunner runner) => name switch
    {
        nameof(IOllamaAccountApi) => new OllamaAccountApi(runner),
        nameof(IOllamaBlobsApi) => new OllamaBlobsApi(runner),
        nameof(IOllamaEmbeddingsApi) => new OllamaEmbeddingsApi(runner),
        nameof(IOllamaGenerationApi) => new OllamaGenerationApi(runner),
        nameof(IOllamaModelsApi) => new OllamaModelsApi(runner),
        nameof(IOllamaServerApi) => new OllamaServerApi(runner),
        nameof(IOllamaWebApi) => new OllamaWebApi(runner),
        nameof(IOpenAIAudioApi) => new OpenAIAudioApi(runner),
        nameof(IOpenAIChatApi) => new OpenAIChatApi(runner),
        nameof(IOpenAICompletionsApi) => new OpenAICompletionsApi(runner),
        nameof(IOpenAIEmbeddingsApi) => new OpenAIEmbeddingsApi(runner),
        nameof(IOpenAIModelsApi) => new OpenAIModelsApi(runner),
        nameof(IOpenAIResponsesApi) => new OpenAIResponsesApi(runner),
        _ => throw new ArgumentException($"No such interface: {name}.", nameof(name)),
    };
}
