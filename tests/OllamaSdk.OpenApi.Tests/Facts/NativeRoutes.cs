namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>The routes of the server's own router (0.33.0-rc2), those that came up to 0.40.12 and the documented ones of ollama.com, with their C# methods.</summary>
internal static class NativeRoutes
{
    public static readonly IReadOnlyDictionary<string, string[]> Methods = Table.Of("""
        HEAD /: PingAsync
        GET /: -
        HEAD /api/version: -
        GET /api/version: GetVersionAsync
        GET /api/status: GetStatusAsync
        POST /api/generate: GenerateAsync GenerateStreamAsync
        POST /api/chat: ChatAsync ChatStreamAsync
        POST /api/embed: EmbedAsync
        POST /api/embeddings: LegacyEmbedAsync
        HEAD /api/tags: -
        GET /api/tags: ListModelsAsync
        GET /api/ps: ListRunningModelsAsync
        POST /api/show: ShowModelAsync
        POST /api/create: CreateModelAsync CreateModelStreamAsync
        POST /api/copy: CopyModelAsync
        DELETE /api/delete: DeleteModelAsync
        POST /api/pull: PullModelAsync PullModelStreamAsync
        POST /api/push: PushModelAsync PushModelStreamAsync
        HEAD /api/blobs/{digest}: CheckBlobAsync
        POST /api/blobs/{digest}: UploadBlobAsync
        POST /api/me: GetAccountAsync
        POST /api/signout: SignOutAsync
        DELETE /api/user/keys/{encodedKey}: SignOutKeyAsync
        POST /api/experimental/web_search: LocalWebSearchAsync
        POST /api/experimental/web_fetch: LocalWebFetchAsync
        GET /api/experimental/model-recommendations: ListModelRecommendationsAsync
        GET /api/usage: GetUsageAsync
        GET /api/balance: GetBalanceAsync
        POST /v1/systemone: SystemOneAsync
        POST /api/web_search: WebSearchAsync
        POST /api/web_fetch: WebFetchAsync
        """);
}
