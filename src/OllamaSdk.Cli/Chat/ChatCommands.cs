using OllamaSdk.Cli.Settings;
using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Chat;

/// <summary>What begins with a slash: it changes the conversation, and is not sent.</summary>
internal sealed class ChatCommands(ChatSession session, ToolBox tools, TextWriter output)
{
    private const string Help =
        """"
        /model [NAME]   shows or changes the model
        /system [TEXT]  shows or changes how the model shall behave; "" for not at all
        /save FILE      keeps the conversation in a file
        /load FILE      goes on with a conversation from a file
        /tools          lists tools; /tools on NAME, /tools off NAME
        /clear          forgets what was said
        /bye            ends; so do Ctrl+D (Windows: Ctrl+Z, Enter), and Ctrl+C twice
        """             begins and ends a text of several lines, which may begin with /
        Ctrl+C          stops an answer; what is typed on a line stays there
        """";

    public bool IsLeaving { get; private set; }

    /// <exception cref="UsageException">There is no such command, or it lacks something, or a file cannot be used.</exception>
    public async Task RunAsync(string line, CancellationToken cancellationToken)
    {
        var (name, rest) = line.Trim().Split(' ', 2) is [var first, var second] ? (first, second.Trim()) : (line.Trim(), "");
        switch (name)
        {
            case "/help" or "/?":
                output.WriteLine(Help);
                break;
            case "/bye" or "/exit" or "/quit":
                IsLeaving = true;
                break;
            case "/clear":
                session.Messages.Clear();
                tools.Asking.Forget();
                output.WriteLine("What was said is forgotten.");
                break;
            case "/model":
                session.Model = rest.Length > 0 ? rest : session.Model;
                output.WriteLine($"model: {session.Model ?? "each server's own"}");
                break;
            case "/system":
                session.System = rest switch { "" => session.System, "\"\"" => null, _ => rest };
                output.WriteLine($"system: {session.System ?? "none"}");
                break;
            case "/tools":
                await ToolCommand.RunAsync(tools, rest, output, cancellationToken);
                break;
            case "/save":
                await SavedChat.SaveAsync(session, FileOf(name, rest));
                output.WriteLine($"{session.Messages.Count} messages are kept in {rest}");
                break;
            case "/load":
                await SavedChat.LoadAsync(session, FileOf(name, rest));
                tools.Asking.Forget();
                output.WriteLine($"{session.Messages.Count} messages are loaded; model: {session.Model}");
                break;
            default:
                throw new UsageException($"There is no {name}; /help lists what there is.");
        }
    }

    private static string FileOf(string command, string rest) => rest.Length > 0 ? rest : throw new UsageException($"{command} needs a file: {command} chat.json");
}
