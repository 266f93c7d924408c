using System.Text;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Chat;

/// <summary>A conversation for people, or for other programs.</summary>
internal static class ChatExport
{
    /// <exception cref="UsageException">The file's name says no form, or it cannot be written.</exception>
    public static async Task WriteAsync(ChatSession session, string path, TextWriter output)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".json":
                await SavedChat.SaveAsync(session, path);
                break;
            case ".md" or ".markdown":
                await SavedChat.WriteAsync(path, Encoding.UTF8.GetBytes(Markdown(session)));
                break;
            default:
                throw new UsageException("/export needs a file that ends in .md or .json.");
        }

        output.WriteLine(TerminalText.Clean($"{session.Messages.Count} messages are written to {path}"));
    }

    private static string Markdown(ChatSession session)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(ChatTitle.Of(session.Messages)).Append("\n\n");
        Add(text, "Instructions", session.System);
        foreach (var message in session.Messages)
        {
            Add(text, HeadingOf(message, session), message.Content);
            if (message.Images.Count > 0)
            {
                text.Append('*').Append(message.Images.Count).Append(message.Images.Count == 1 ? " picture*\n\n" : " pictures*\n\n");
            }

            foreach (var call in message.ToolCalls)
            {
                text.Append("Calls `").Append(call.Name).Append("` with `").Append(call.ArgumentsJson.ReplaceLineEndings(" ")).Append("`\n\n");
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string HeadingOf(LlmMessage message, ChatSession session) => message.Role.Value switch
    {
        "user" => "You",
        "assistant" => session.Model ?? "Model",
        "tool" => $"Tool {message.ToolName}".TrimEnd(),
        var other => other,
    };

    private static void Add(StringBuilder text, string heading, string? words)
    {
        if (words is not null)
        {
            text.Append("## ").Append(heading).Append("\n\n");
            if (words.Length > 0)
            {
                text.Append(words.ReplaceLineEndings("\n").Trim('\n')).Append("\n\n");
            }
        }
    }
}
