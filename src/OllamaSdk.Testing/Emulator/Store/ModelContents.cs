namespace OllamaSdk.Testing.Emulator.Store;

/// <summary>What a model is made of, beyond what a user of the emulator sets.</summary>
internal sealed record ModelContents
{
    private const string NoLicense = "none: an emulated model has no weights";

    public IReadOnlyList<Layer> Weights { get; init; } = [];

    /// <summary>Empty where the model has none of its own.</summary>
    public string Template { get; init; } = "";

    public string System { get; init; } = "";

    /// <summary>The values as JSON, in the order of their names.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Licenses { get; init; } = [];

    /// <summary>The messages that go before any conversation, as a JSON list; empty without any.</summary>
    public string Messages { get; init; } = "";

    /// <summary>The least version of the server that can run it; empty where any can.</summary>
    public string Requires { get; init; } = "";

    /// <summary>The name of the model that it was made from; empty for none.</summary>
    public string Parent { get; init; } = "";

    public string Family { get; init; } = "emulator";

    public string ParameterSize { get; init; } = "0";

    public string Quantization { get; init; } = "F16";

    /// <summary>In the order in which the server names them while it creates, pushes or pulls.</summary>
    public IReadOnlyList<Layer> Layers => [.. Weights, .. Texts.Select(Layer.Of)];

    /// <summary>The file that describes the model; it is transferred last.</summary>
    public Layer Config => Layer.Of($"{{\"model_format\":\"gguf\",\"model_family\":\"{Family}\",\"model_type\":\"{ParameterSize}\",\"file_type\":\"{Quantization}\"}}");

    /// <summary>Of all its files, in bytes.</summary>
    public long Size => Layers.Append(Config).Sum(layer => layer.Size);

    /// <summary>64 hexadecimal digits: models with the same contents have the same, whatever their names.</summary>
    public string Digest => Layer.Hash(string.Concat(Layers.Append(Config).Select(layer => layer.Digest)));

    private IEnumerable<string> Texts =>
        ((string[])[Template, System, .. Licenses, ParametersJson, Messages]).Where(text => text.Length > 0);

    private string ParametersJson => Parameters.Count == 0 ? ""
        : $"{{{string.Join(',', Parameters.Select(parameter => $"\"{parameter.Key}\":{parameter.Value}"))}}}\n";

    /// <summary>For a model that nobody has created: weights that do not exist, of the size and the window that it claims to have.</summary>
    public static ModelContents Invent(EmulatedModel model)
    {
        var texts = new ModelContents
        {
            Licenses = [NoLicense],
            Parameters = model.NumCtx is { } length ? new SortedDictionary<string, string>(StringComparer.Ordinal) { ["num_ctx"] = $"{length}" } : [],
        };
        return texts with { Weights = [new Layer("sha256:" + Layer.Hash(model.FormName), Math.Max(0, model.Size - texts.Size))] };
    }
}
