namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>The routes below the base path (mostly <c>/v1</c>) that this library covers, with their C# methods.</summary>
internal static class OpenAIRoutes
{
    public static readonly IReadOnlyDictionary<string, string[]> Methods = Table.Of("""
        POST /chat/completions: ChatAsync ChatStreamAsync
        POST /completions: CompleteAsync CompleteStreamAsync
        POST /embeddings: EmbedAsync
        GET /models: ListModelsAsync
        GET /models/{model}: GetModelAsync
        POST /audio/transcriptions: TranscribeAsync
        POST /audio/speech: SpeakAsync
        POST /systemone: SystemOneAsync
        POST /responses/compact: CompactAsync
        POST /responses: RespondAsync RespondStreamAsync
        """);
}
