using OllamaSdk.OpenAI;

namespace OllamaSdk.Providers;

/// <summary>Models as the two APIs list them, in the same terms.</summary>
internal static class ModelInfos
{
    public static LlmModelInfo From(ModelSummary model) => new()
    {
        Id = model.NameOnWire ?? model.Model,
        Created = model.ModifiedAt,
        OwnedBy = Owner(model.NameOnWire),
        ContextLength = model.DetailsOnWire?.ContextLength,
        Description = Words(model.DetailsOnWire?.Family, model.DetailsOnWire?.ParameterSize, model.DetailsOnWire?.QuantizationLevel),
        Size = model.Size,
        Capabilities = model.Capabilities ?? [],
        Runner = model.DetailsOnWire?.RunnerOnWire is { Length: > 0 } runner ? runner : null,
    };

    public static LlmModelInfo From(OpenAIModel model) => new()
    {
        Id = model.Id,
        // Some servers have no time to tell and send 0.
        Created = model.Created is > 0 and < 253402300800 and { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        OwnedBy = model.OwnedByOnWire,
        ContextLength = model.MaxModelLen ?? model.Meta.Member("n_ctx").AsNumber() ?? model.Meta.Member("n_ctx_train").AsNumber(),
        Description = model.Meta.Member("ftype").AsText(),
        Size = model.Meta.Member("size").AsNumber(),
        Capabilities = model.Architecture.Member("input_modalities").Items().Any(m => JsonMembers.AsText(m) == "image") ? [ModelCapability.Vision] : [],
    };

    public static string? Words(params string?[] parts) =>
        string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } text ? text : null;

    // The namespace that Ollama's /v1 tells, by the same rule.
    private static string Owner(string? name) => name?.Split('/') is [.., var owner, _] ? owner : "library";
}
