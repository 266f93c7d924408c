using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Routes;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The OpenAI-compatible API. Pictures were made under <c>/v1/images</c> until Ollama 0.32.5; since then those paths are unknown.</summary>
internal static class OpenAIRoutes
{
    public static IEnumerable<Route> Create(EmulatedServer server)
    {
        var chat = new ChatRoute(server);
        yield return new ChatCompletionsRoute(server, chat);
        yield return new CompletionsRoute(server, new GenerateRoute(server));
        yield return new EmbeddingsRoute(new EmbedRoute(server));
        yield return new ModelsRoute(server);
        yield return new ModelRoute(server);
        yield return new ResponsesRoute(server, chat);
        yield return new CompactRoute(server, chat) { IsNew = true };
        yield return new TranscriptionsRoute(chat);
        yield return new SpeechRoute(server) { IsNew = true };
    }
}
