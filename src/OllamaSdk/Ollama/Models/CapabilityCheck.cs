namespace OllamaSdk.Models;

/// <summary>Which capabilities a request needs, and the refusal of a model that lacks one: the server's, but before the prompt is sent.</summary>
internal static class CapabilityCheck
{
    public static IEnumerable<ModelCapability> Needs(OllamaChatRequest request) =>
        Needs(request.Tools is { Count: > 0 }, request.Messages?.Any(m => m.ImagesOnWire is { Count: > 0 }) == true, request.Think);

    public static IEnumerable<ModelCapability> Needs(GenerateRequest request) =>
        Needs(false, request.Images is { Count: > 0 }, request.Think);

    public static IEnumerable<ModelCapability> Needs(SystemOneRequest request) =>
        request.Images is { Count: > 0 } ? [ModelCapability.Decision, ModelCapability.Vision] : [ModelCapability.Decision];

    /// <exception cref="LlmApiException">The kind is <see cref="ApiErrorKind.ModelDoesNotSupport"/>.</exception>
    public static void Demand(IEnumerable<ModelCapability> needed, IReadOnlyList<ModelCapability> present, string model, Uri endpoint)
    {
        foreach (var capability in needed.Where(c => !present.Contains(c)))
        {
            var words = $"\"{SecretParts.ShownModel(model)}\" does not support {capability}";
            throw new LlmApiException(0, ApiErrorKind.ModelDoesNotSupport, $"{words}; it has: {string.Join(", ", present)}. Nothing was sent.")
            {
                MissingCapability = capability.Value,
                Endpoint = endpoint,
                Model = model,
            };
        }
    }

    private static IEnumerable<ModelCapability> Needs(bool tools, bool images, Think? think)
    {
        var thinks = think is { } value && value != Think.Off;
        // Most requests need nothing.
        return tools || images || thinks ? List(tools, images, thinks) : [];
    }

    private static IEnumerable<ModelCapability> List(bool tools, bool images, bool thinks)
    {
        if (tools)
        {
            yield return ModelCapability.Tools;
        }

        if (images)
        {
            yield return ModelCapability.Vision;
        }

        if (thinks)
        {
            yield return ModelCapability.Thinking;
        }
    }
}
