namespace OllamaSdk.OpenAI;

/// <summary>How older servers of vLLM's kind say that an answer is an error: <c>{"object":"error","message":…}</c>.</summary>
internal static class ErrorForms
{
    public const string Object = "error";
}

public sealed partial record ChatCompletion
{
    bool IWireModel.TellsError => Object is { Value: ErrorForms.Object };
}

public sealed partial record Completion
{
    bool IWireModel.TellsError => Object is { Value: ErrorForms.Object };
}

public sealed partial record EmbeddingList
{
    bool IWireModel.TellsError => Object is { Value: ErrorForms.Object };
}

public sealed partial record OpenAIModelList
{
    bool IWireModel.TellsError => Object is { Value: ErrorForms.Object };
}
