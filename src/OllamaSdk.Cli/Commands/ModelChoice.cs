namespace OllamaSdk.Cli.Commands;

/// <summary>The model when none is named.</summary>
internal static class ModelChoice
{
    public const string PullHint = "Get one, for example: ollama pull llama3.2";

    /// <summary>The first of the server's list that runs on it and can answer.</summary>
    /// <exception cref="NoModelException">There is none.</exception>
    public static async Task<string> FirstAsync(OllamaClient client, CancellationToken cancellationToken)
    {
        var list = await client.ListModelsAsync(cancellationToken: cancellationToken);
        return list.Models?.FirstOrDefault(CanAnswer)?.Name
            ?? throw new NoModelException($"the server has no model that can answer. {PullHint}");
    }

    // Servers before 0.30 list no capabilities: then any model may be tried.
    private static bool CanAnswer(ModelSummary model) =>
        string.IsNullOrEmpty(model.RemoteModel) && (model.Capabilities is null || model.Capabilities.Contains(ModelCapability.Completion));
}

/// <summary>The server has no model that the command could use.</summary>
internal sealed class NoModelException(string message) : Exception(message);
