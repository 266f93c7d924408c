using System.Text.Json;
using OllamaSdk.ApiCalls;
using OllamaSdk.Models;
using OllamaSdk.Providers;

namespace OllamaSdk.OpenAI;

/// <summary>
/// Finds out how much context a model has at a server of this API, by the routes that servers are known to tell it by. What it has as it is loaded
/// counts, never what it could have.
/// </summary>
/// <param name="runner">Sends to <c>/v1</c>.</param>
/// <param name="root">Sends to the routes beside it, with the same key.</param>
internal sealed class WindowSearch(ApiRunner runner, Lazy<ApiRunner> root)
{
    private const string LmStudioOwner = "organization_owner";
    private const string LlamaCppOwner = "llamacpp";

    // One try that does not last: nobody waits for it.
    private static readonly CallOptions s_call = new() { MaxRetries = 0, TotalTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>Asks at most twice.</summary>
    /// <returns>The length in tokens; <see langword="null"/> where the server does not tell.</returns>
    /// <exception cref="LlmException">It does not answer, or does not know the route.</exception>
    public async Task<int?> FindAsync(string model)
    {
        var list = await runner.Api<IOpenAIModelsApi>().ListModelsAsync(s_call, CancellationToken.None).ConfigureAwait(false);
        var listed = Listed(list.Data, model);
        var length = (listed?.MaxModelLen ?? listed?.Meta.Member("n_ctx").AsNumber()) is { } told ? told : listed?.OwnedByOnWire switch
        {
            LmStudioOwner => LmStudioWindow(await GetAsync("/api/v1/models").ConfigureAwait(false), model),
            // Where it serves several models it has to be told which; one that is not loaded must not be for this.
            LlamaCppOwner => (await GetAsync($"/props?model={Uri.EscapeDataString(model)}&autoload=false").ConfigureAwait(false))
                .Member("default_generation_settings").Member("n_ctx").AsNumber(),
            _ => await new LoadedWindows(root.Value).FindAsync(model).ConfigureAwait(false),
        };
        return length > 0 ? (int)Math.Min(length.Value, int.MaxValue) : null;
    }

    // A server of one model takes any name for it.
    private static OpenAIModel? Listed(IReadOnlyList<OpenAIModel> all, string model) =>
        all.FirstOrDefault(one => one?.Id == model || one?.Aliases.Contains(model) == true)
        ?? all.FirstOrDefault(one => ModelNames.Same(one?.Id, model))
        ?? (all is [{ OwnedByOnWire: LlamaCppOwner } only] ? only : null);

    // A model may be loaded several times, and each of them asked for by a name of its own. Of two that differ it is not known which one answers.
    private static long? LmStudioWindow(JsonElement answer, string model)
    {
        var loaded = answer.Member("models").Items()
            .SelectMany(entry => entry.Member("loaded_instances").Items().Select(one => (Key: entry.Member("key").AsText(), One: one))).ToArray();
        var meant = Array.FindAll(loaded, one => one.One.Member("id").AsText() == model) is { Length: > 0 } named ? named : Array.FindAll(loaded, one => one.Key == model);
        return meant.Select(one => one.One.Member("config").Member("context_length").AsNumber()).Distinct().Take(2).ToArray() is [var only] ? only : null;
    }

    private Task<JsonElement> GetAsync(string path) => RawCalls.SendAsync(root.Value, HttpMethod.Get, path, null, s_call, CancellationToken.None);
}
