using System.Text.Json;
using OllamaSdk.ApiCalls;
using OllamaSdk.Models;
using OllamaSdk.Providers;

namespace OllamaSdk.OpenAI;

/// <summary>
/// Finds out how much context a model has at a server of this API, by the routes that servers are known to tell it by. What it has as it is loaded
/// counts, never what it could have.
/// </summary>
/// <param name="models">The list that every server has.</param>
/// <param name="root">Routes beside <c>/v1</c>, at the same server with the same key; made when they are needed.</param>
internal sealed class WindowSearch(IOpenAIModelsApi models, Func<ApiRunner> root)
{
    private const string LmStudioOwner = "organization_owner";
    private const string LlamaCppOwner = "llamacpp";

    /// <summary>Asks at most twice.</summary>
    /// <returns>The length in tokens; <see langword="null"/> where the server does not tell.</returns>
    /// <exception cref="LlmException">It does not answer.</exception>
    public async Task<long?> FindAsync(string model, CallOptions once, CancellationToken cancellationToken)
    {
        var listed = Listed((await models.ListModelsAsync(once, cancellationToken).ConfigureAwait(false)).Data, model);
        if ((listed?.MaxModelLen ?? listed?.Meta.Member("n_ctx").AsNumber()) is { } length)
        {
            return Some(length);
        }

        var ask = root();
        return Some(listed?.OwnedByOnWire switch
        {
            LmStudioOwner => LmStudioWindow(await GetAsync(ask, "/api/v1/models", once, cancellationToken).ConfigureAwait(false), model),
            // Where it serves several models it has to be told which; one that is not loaded must not be for this.
            LlamaCppOwner => (await GetAsync(ask, $"/props?model={Uri.EscapeDataString(model)}&autoload=false", once, cancellationToken).ConfigureAwait(false))
                .Member("default_generation_settings").Member("n_ctx").AsNumber(),
            _ => OllamaWindow(await GetAsync(ask, "/api/ps", once, cancellationToken).ConfigureAwait(false), model),
        });
    }

    /// <summary>The context with which LM Studio holds a model, by an entry of its own list.</summary>
    public static long? LoadedLength(JsonElement entry, string? instance = null)
    {
        var loaded = entry.Member("loaded_instances").Items().ToArray();
        var meant = loaded.Where(one => one.Member("id").AsText() == instance).ToArray() is { Length: > 0 } named ? named : loaded;
        return Agreed(meant.Select(one => one.Member("config").Member("context_length").AsNumber()));
    }

    // A server of one model takes any name for it.
    private static OpenAIModel? Listed(IReadOnlyList<OpenAIModel> all, string model) =>
        all.FirstOrDefault(one => one?.Id == model || one?.Aliases.Contains(model) == true)
        ?? all.FirstOrDefault(one => ModelNames.Same(one?.Id, model))
        ?? (all.Count == 1 && all[0]?.OwnedByOnWire == LlamaCppOwner ? all[0] : null);

    private static long? LmStudioWindow(JsonElement answer, string model) => Agreed(answer.Member("models").Items()
        .Where(entry => entry.Member("key").AsText() == model || entry.Member("loaded_instances").Items().Any(one => one.Member("id").AsText() == model))
        .Select(entry => LoadedLength(entry, model)));

    private static long? OllamaWindow(JsonElement answer, string model) => Agreed(answer.Member("models").Items()
        .Where(row => ModelNames.Same(row.Member("name").AsText(), model) || ModelNames.Same(row.Member("model").AsText(), model))
        .Select(row => row.Member("context_length").AsNumber()));

    // Of two that differ it is not known which one answers.
    private static long? Agreed(IEnumerable<long?> lengths) => lengths.Distinct().Take(2).ToArray() is [var only] ? only : null;

    private static long? Some(long? length) => length > 0 ? length : null;

    private static async Task<JsonElement> GetAsync(ApiRunner root, string path, CallOptions once, CancellationToken cancellationToken)
    {
        try
        {
            return await RawCalls.SendAsync(root, HttpMethod.Get, path, null, once, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmApiException)
        {
            // It has no such route, and so nothing to tell.
            return default;
        }
    }
}
