using OllamaSdk.Testing.Emulator.Store;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>Puts a model together from what a create request orders.</summary>
internal static class ModelBuilder
{
    /// <param name="order">The request.</param>
    /// <param name="parent">The model it starts from, if any.</param>
    /// <param name="added">Weights that come with the request.</param>
    public static EmulatedModel Build(CreateOrder order, EmulatedModel? parent, IEnumerable<Layer> added)
    {
        var old = parent?.Contents ?? new ModelContents();
        var (texts, info) = (order.Texts, order.Info);
        var parameters = new SortedDictionary<string, string>(old.Parameters.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in texts.Parameters)
        {
            parameters[name] = value;
        }

        var contents = old with
        {
            Weights = [.. order.Quantize.Length > 0 ? old.Weights.Select(layer => Quantize(layer, order.Quantize)) : old.Weights, .. added],
            Parent = parent?.Name ?? "",
            Template = Or(texts.Template, old.Template),
            System = Or(texts.System, old.System),
            Licenses = [.. old.Licenses, .. texts.Licenses],
            Parameters = parameters,
            Messages = Or(texts.Messages, old.Messages),
            Requires = Or(texts.Requires, old.Requires),
            Family = Or(info.Family, old.Family),
            ParameterSize = Or(info.ParameterSize, old.ParameterSize),
            Quantization = Or(info.Quantization, Or(order.Quantize.ToUpperInvariant(), old.Quantization)),
        };
        var model = parent ?? new EmulatedModel(order.Name);
        return model with
        {
            Name = order.Name,
            Contents = contents,
            Size = contents.Size,
            Capabilities = [.. (info.Capabilities.Count > 0 ? info.Capabilities : model.Capabilities).Union(order.Capabilities)],
            ContextLength = info.ContextLength > 0 ? info.ContextLength : model.ContextLength,
            EmbeddingLength = info.EmbeddingLength > 0 ? info.EmbeddingLength : model.EmbeddingLength,
        };
    }

    // Smaller, and always the same for the same weights.
    private static Layer Quantize(Layer weights, string quantization) =>
        new("sha256:" + Layer.Hash(weights.Digest + quantization.ToLowerInvariant()), weights.Size / 2);

    private static string Or(string text, string other) => text.Length > 0 ? text : other;
}
