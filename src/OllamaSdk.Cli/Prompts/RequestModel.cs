using OllamaSdk.Cli.Commands;

namespace OllamaSdk.Cli.Prompts;

/// <summary>The model that a request names.</summary>
internal static class RequestModel
{
    /// <returns><see langword="null"/> where there are fallbacks: then each server is asked for its own.</returns>
    public static async Task<string?> FindAsync(CommandContext context)
    {
        var model = await ModelChoice.FindAsync(context.Clients, ModelCapability.Completion, context.Token);
        return context.Clients.Count > 1 ? null : model;
    }
}
