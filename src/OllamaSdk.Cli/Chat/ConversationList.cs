using System.Globalization;
using OllamaSdk.Cli.Chat.Keeping;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Chat;

/// <summary>The conversations that are kept, as a list.</summary>
internal static class ConversationList
{
    public static void Print(CommandContext context)
    {
        var kept = KeptData.Of(context)?.Conversations.List() ?? [];
        context.Print(
            new ConversationsDocument([.. kept.Select(one => new ConversationDocument(one.Id, one.Updated, one.Model, one.Title))]),
            () => Show(context, kept));
    }

    private static void Show(CommandContext context, IReadOnlyList<KeptConversation> kept)
    {
        if (kept.Count == 0)
        {
            ErrorText.Print("no conversation is kept yet; `ollama-sdk chat` begins one.");
            return;
        }

        Table.Print(
            context.Terminal,
            ["ID", "TIME", "MODEL", "FIRST WORDS"],
            kept.Select(one => (string[])[one.Id, one.Updated.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), one.Model ?? "", one.Title]));
    }
}
