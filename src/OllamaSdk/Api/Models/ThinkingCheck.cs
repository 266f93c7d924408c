namespace OllamaSdk.Models;

/// <summary>Refuses a level of thinking that the model does not know, of which the server would take another without a word.</summary>
internal static class ThinkingCheck
{
    /// <summary>Whether it does what it says. To switch it on is to leave the level to the model, and a list that is empty says nothing.</summary>
    public static bool IsKnown(Think wanted, ModelThinking known) =>
        known.Values.Count == 0 || known.Values.Contains(wanted) || (wanted == Think.On && known.Values.Any(value => value != Think.Off));

    /// <exception cref="LlmApiException">The kind is <see cref="ApiErrorKind.ModelDoesNotSupport"/>.</exception>
    public static void Demand(Think wanted, ModelThinking known, string model, Uri endpoint)
    {
        if (!IsKnown(wanted, known))
        {
            throw Refusal(Problem(wanted.ToString(), known.Values.Select(value => value.ToString()), model), model, endpoint);
        }
    }

    /// <summary>The server's words for what a model cannot do, and what it can.</summary>
    public static string Problem(string wanted, IEnumerable<string> known, string model) =>
        $"\"{SecretParts.ShownModel(model)}\" does not support thinking '{wanted}'; it knows: {string.Join(", ", known)}.";

    public static LlmApiException Refusal(string problem, string model, Uri endpoint) => new(0, ApiErrorKind.ModelDoesNotSupport, $"{problem} Nothing was sent.")
    {
        MissingCapability = ModelCapability.Thinking.Value,
        Endpoint = endpoint,
        Model = model,
    };
}
