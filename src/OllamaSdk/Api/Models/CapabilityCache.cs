using System.Collections.Concurrent;

namespace OllamaSdk.Models;

/// <summary>
/// What models can do. The list of models is believed for what it names and for nothing else: it knows the capabilities of Ollama's own templates and
/// parsers, and not those of a template that is in the GGUF file. What the model itself says is remembered for as long as the list shows the same model.
/// </summary>
internal sealed class CapabilityCache(IOllamaModelsApi api)
{
    private readonly ConcurrentDictionary<string, (string Stamp, IReadOnlyList<ModelCapability> Capabilities, ModelThinking? Thinking)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="model">The model, or one form of it.</param>
    /// <param name="needed">What it must be able to do: where the list names all of it, the model is not asked. <see langword="null"/> asks for everything.</param>
    /// <param name="options">Settings of the calls.</param>
    /// <param name="cancellationToken">Ends them.</param>
    /// <returns><see langword="null"/> where the server does not say (one older than the field).</returns>
    public async Task<IReadOnlyList<ModelCapability>?> GetAsync(
        ModelForm model, IEnumerable<ModelCapability>? needed, CallOptions? options, CancellationToken cancellationToken)
    {
        var list = await api.ListModelsAsync(options, cancellationToken).ConfigureAwait(false);
        var rows = RowsOf(list, model);
        // One model may be there in several forms (for several runners), and the list does not say which of them the server will choose.
        var listed = Common(rows);
        if (needed is not null && listed is not null && needed.All(listed.Contains))
        {
            return listed;
        }

        // A list that does not name all is no reason to refuse anything, but all there is to tell.
        return (await AskAsync(model, rows, options, cancellationToken).ConfigureAwait(false)).Capabilities ?? (needed is null ? listed : null);
    }

    /// <returns><see langword="null"/> where the server does not say.</returns>
    public async Task<ModelThinking?> GetThinkingAsync(ModelForm model, CallOptions? options, CancellationToken cancellationToken)
    {
        var list = await api.ListModelsAsync(options, cancellationToken).ConfigureAwait(false);
        return (await AskAsync(model, RowsOf(list, model), options, cancellationToken).ConfigureAwait(false)).Thinking;
    }

    /// <summary>The same, to judge a request by: that it cannot be told costs no call, since the server then says itself what is wrong.</summary>
    public async Task<ModelThinking?> FindThinkingAsync(ModelForm model, CallOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await GetThinkingAsync(model, options, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmException e) when (e is LlmApiException or LlmProtocolException)
        {
            return null;
        }
    }

    private static ModelSummary[] RowsOf(ModelList list, ModelForm model) => [.. list.Models.Where(model.IsMeantBy)];

    private async Task<(IReadOnlyList<ModelCapability>? Capabilities, ModelThinking? Thinking)> AskAsync(
        ModelForm model, ModelSummary[] rows, CallOptions? options, CancellationToken cancellationToken)
    {
        var stamp = StampOf(rows);
        if (stamp is not null && _known.TryGetValue(model.Key, out var known) && known.Stamp == stamp)
        {
            return (known.Capabilities, known.Thinking);
        }

        var details = await api.ShowModelAsync(new ShowModelRequest { Model = model.Name, Runner = model.Runner }, options, cancellationToken).ConfigureAwait(false);
        if (stamp is not null && details.Capabilities is not null)
        {
            _known[model.Key] = (stamp, details.Capabilities, details.Thinking);
        }

        return (details.Capabilities, details.Thinking);
    }

    private static ModelCapability[]? Common(ModelSummary[] rows) => rows.Length == 0 || !Array.TrueForAll(rows, row => row.Capabilities is not null)
        ? null
        : [.. rows[0].Capabilities!.Where(capability => Array.TrueForAll(rows, row => row.Capabilities!.Contains(capability)))];

    // A name can come to mean another model; its digest cannot, but the server may make another form of it, which the time then shows.
    private static string? StampOf(ModelSummary[] rows) => rows.Length == 0 || !Array.TrueForAll(rows, row => row.DigestOnWire is not null)
        ? null
        : string.Join(' ', rows.Select(row => $"{row.Digest}@{row.ModifiedAt:O}"));
}
