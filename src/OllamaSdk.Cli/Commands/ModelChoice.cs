using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

/// <summary>The model when none is named.</summary>
internal static class ModelChoice
{
    public const string PullHint = "Get one, for example: ollama-sdk pull llama3.2";

    /// <summary>The model of the settings, else the server's first one that runs on it and has the capability.</summary>
    /// <exception cref="NoModelException">There is none.</exception>
    /// <exception cref="UsageException">There are fallbacks, and the first server has no model.</exception>
    public static async Task<string> FindAsync(Clients clients, ModelCapability capability, CancellationToken cancellationToken)
    {
        if (clients.Model is { } set)
        {
            return set;
        }

        if (clients.Count > 1)
        {
            throw new UsageException("With fallbacks each server needs a model: set it in the config file, or with --model for the first one.");
        }

        return (clients.Provider.IsNative ? await FirstNativeAsync(clients, capability, cancellationToken) : await FirstAsync(clients, capability, cancellationToken))
            ?? throw new NoModelException($"the server has no model that can do this. {(clients.Provider.IsNative ? PullHint : "Load one there, or name one with --model")}");
    }

    // Servers that list no capabilities: then any model may be tried.
    private static async Task<string?> FirstNativeAsync(Clients clients, ModelCapability capability, CancellationToken cancellationToken)
    {
        var list = await clients.Native.ListModelsAsync(cancellationToken: cancellationToken);
        return list.Models.FirstOrDefault(m => string.IsNullOrEmpty(m.RemoteModel) && (m.Capabilities is null || m.Capabilities.Contains(capability)))?.Name;
    }

    private static async Task<string?> FirstAsync(Clients clients, ModelCapability capability, CancellationToken cancellationToken)
    {
        var models = await clients.Any.ListModelsAsync(cancellationToken: cancellationToken);
        // Only a list that names the difference can tell: others say what a model sees, if anything.
        return models.FirstOrDefault(m => m.Capabilities.Contains(capability))?.Id
            ?? models.FirstOrDefault(m => !m.Capabilities.Contains(ModelCapability.Embedding))?.Id;
    }
}

/// <summary>The server has no model that the command could use.</summary>
internal sealed class NoModelException(string message) : Exception(message);
