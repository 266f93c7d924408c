namespace OllamaSdk.Models;

/// <summary>Refuses a level of thinking that the model does not know, of which the server would take another without a word.</summary>
internal static class ThinkingCheck
{
    /// <exception cref="LlmApiException">The kind is <see cref="ApiErrorKind.ModelDoesNotSupport"/>.</exception>
    public static void Demand(Think wanted, ModelThinking known, string model, Uri endpoint)
    {
        // To switch it on is to leave the level to the model.
        if (known.Values.Count == 0 || known.Values.Contains(wanted) || (wanted == Think.On && known.Values.Any(value => value != Think.Off)))
        {
            return;
        }

        var words = $"\"{SecretParts.ShownModel(model)}\" does not support thinking '{wanted}'";
        throw new LlmApiException(0, ApiErrorKind.ModelDoesNotSupport, $"{words}; it knows: {string.Join(", ", known.Values)}. Nothing was sent.")
        {
            MissingCapability = ModelCapability.Thinking.Value,
            Endpoint = endpoint,
            Model = model,
        };
    }
}
