using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;
using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Chat;

/// <summary>What begins with a slash: it changes the conversation, and is not sent.</summary>
internal sealed class ChatCommands
{
    private readonly ChatSession _session;
    private readonly AnswerLook _look;
    private readonly ToolBox _tools;
    private readonly TextWriter _output;

    public ChatCommands(ChatSession session, AnswerLook look, ToolBox tools, TextWriter output, CancellationToken cancellationToken)
    {
        (_session, _look, _tools, _output) = (session, look, tools, output);
        All =
        [
            new("/model", "[NAME]", "shows or changes the model", SlashArgument.Model, Do(Model)),
            new("/system", "[TEXT]", "shows or changes how the model shall behave; \"\" for not at all", SlashArgument.Text, Do(System)),
            new("/image", "FILE", "shows a picture with the next question; \"\" for none", SlashArgument.File, new ChatFiles(session, output).AddImageAsync),
            new("/file", "FILE", "sends a file's text with the next question; \"\" for none", SlashArgument.File, new ChatFiles(session, output).AddFileAsync),
            new("/tools", "[on|off NAME]", "lists tools; switches one on or off", SlashArgument.Text, rest => ToolCommand.RunAsync(tools, rest, output, cancellationToken)),
            new("/retry", "", "asks the last question again", SlashArgument.None, Do(Retry)),
            new("/edit", "", "changes the last question, and asks again", SlashArgument.None, Do(Edit)),
            new("/raw", "", "shows answers with their Markdown as it was written, or drawn again", SlashArgument.None, Do(Raw)),
            new("/save", "FILE", "keeps the conversation in a file", SlashArgument.File, SaveAsync),
            new("/load", "FILE", "goes on with a conversation from a file", SlashArgument.File, LoadAsync),
            new("/export", "FILE", "writes it for people (.md) or programs (.json)", SlashArgument.File, file => ChatExport.WriteAsync(session, FileOf("/export", file), output)),
            new("/clear", "", "forgets what was said", SlashArgument.None, Do(Clear)),
            new("/help", "", "lists all this", SlashArgument.None, Do(Help)) { OtherNames = ["/?"] },
            new("/bye", "", $"ends; so {(OperatingSystem.IsWindows() ? "does" : "do Ctrl+D and")} Ctrl+C twice", SlashArgument.None, Do(_ => IsLeaving = true)) { OtherNames = ["/exit", "/quit"] },
        ];
    }

    /// <summary>All of them, in the order of the help.</summary>
    public List<SlashCommand> All { get; }

    public bool IsLeaving { get; private set; }

    /// <summary>What is asked once the command is done; <see langword="null"/> for nothing.</summary>
    public AskedQuestion? Question { get; private set; }

    /// <summary>The question that is to be changed and asked again; <see langword="null"/> for none.</summary>
    public AskedQuestion? Draft { get; private set; }

    /// <summary>Keys for whoever types in an editor, below the commands in the help.</summary>
    public string Keys { get; init; } = "";

    /// <exception cref="UsageException">There is no such command, or it lacks something, or a file cannot be used.</exception>
    public async Task RunAsync(string line)
    {
        (Question, Draft) = (null, null);
        var (name, rest) = line.Trim().Split(' ', 2) is [var first, var second] ? (first, second.Trim()) : (line.Trim(), "");
        var command = All.Find(one => one.IsNamed(name)) ?? throw new UsageException($"There is no {name}; /help lists what there is.");
        await command.Run(rest);
    }

    public static string FileOf(string command, string rest) => rest.Length > 0 ? ChatPath.Of(rest) : throw new UsageException($"{command} needs a file: {command} chat.json");

    private static Func<string, Task> Do(Action<string> action) => rest =>
    {
        action(rest);
        return Task.CompletedTask;
    };

    private void Model(string name)
    {
        _session.Model = name.Length > 0 ? name : _session.Model;
        Say($"model: {_session.Model ?? "each server's own"}");
    }

    private void System(string text)
    {
        _session.System = text switch { "" => _session.System, "\"\"" => null, _ => text };
        Say($"system: {_session.System ?? "none"}");
    }

    private void Retry(string rest) => Question = LastQuestion("/retry");

    private void Edit(string rest) => Draft = LastQuestion("/edit");

    private AskedQuestion LastQuestion(string command) => _session.Last ?? throw new UsageException($"{command}: nothing was asked yet.");

    private void Raw(string rest)
    {
        _look.IsRaw = !_look.IsRaw;
        Say(_look.IsRaw ? "Answers are shown as the model writes them." : "Answers are shown with their Markdown drawn.");
    }

    private async Task SaveAsync(string file)
    {
        await SavedChat.SaveAsync(_session, FileOf("/save", file));
        Say($"{_session.Messages.Count} messages are kept in {file}");
    }

    private async Task LoadAsync(string file)
    {
        await SavedChat.LoadAsync(_session, FileOf("/load", file));
        _tools.Asking.Forget();
        Say($"{_session.Messages.Count} messages are loaded; model: {_session.Model}");
    }

    private void Clear(string rest)
    {
        _session.Clear();
        _tools.Asking.Forget();
        Say("What was said is forgotten.");
    }

    private void Help(string rest)
    {
        foreach (var command in All)
        {
            Say($"{$"{command.Name} {command.Usage}",-22}{command.Help}");
        }

        Say(""""
            """                   begins and ends a text of several lines, which may begin with /
            Ctrl+C                stops an answer
            """");
        if (Keys.Length > 0)
        {
            Say(Keys);
        }
    }

    // A file or a server may have named it.
    private void Say(string text) => _output.WriteLine(TerminalText.Clean(text));
}
