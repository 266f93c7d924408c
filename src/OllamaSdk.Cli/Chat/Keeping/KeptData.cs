using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Chat.Keeping;

/// <summary>What is kept of talks, below the user's own folder.</summary>
/// <param name="Conversations">The conversations.</param>
/// <param name="History">What was typed.</param>
internal sealed record KeptData(ConversationStore Conversations, HistoryFile History)
{
    /// <returns><see langword="null"/> where there is no such folder, and with <c>--demo</c>: a trial leaves nothing behind.</returns>
    public static KeptData? Of(CommandContext context) => !context.IsDemo && SettingsPlaces.DataFolder(Environment.GetEnvironmentVariable) is { } folder
        ? new KeptData(new ConversationStore(Path.Combine(folder, "conversations")), new HistoryFile(Path.Combine(folder, "history")))
        : null;
}
