using System.CommandLine;

namespace OllamaSdk.Cli.Chat;

/// <summary>The options of a talk.</summary>
internal sealed class ChatOptions
{
    private readonly Option<bool> _continue = new("--continue") { Description = "Go on with the newest conversation that is kept." };

    private readonly Option<string?> _resume = new("--resume") { Description = "Go on with a conversation that is kept; the beginning of its id is enough.", HelpName = "ID" };

    private readonly Option<bool> _list = new("--list") { Description = "List the conversations that are kept." };

    private readonly Option<bool> _private = new("--private") { Description = "Keep nothing of this talk: neither the conversation nor what is typed." };

    private readonly Option<bool> _noStatus = new("--no-status") { Description = "Do not tell below each answer what it took." };

    /// <param name="command">Gets the options.</param>
    /// <param name="isNew">Whether its talks are always new ones.</param>
    public void AddTo(Command command, bool isNew = false)
    {
        foreach (var option in (Option[])[.. isNew ? (Option[])[] : [_continue, _resume, _list], _private, _noStatus])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (((Option[])[_continue, _resume, _list]).Where(option => result.GetResult(option) is { Implicit: false }).Take(2).ToArray() is [var one, var other])
            {
                result.AddError($"{one.Name} and {other.Name} do not go together.");
            }
        });
    }

    public bool IsList(ParseResult parsed) => parsed.GetValue(_list);

    public bool IsContinued(ParseResult parsed) => parsed.GetValue(_continue);

    public string? Resumed(ParseResult parsed) => parsed.GetValue(_resume);

    public bool IsPrivate(ParseResult parsed) => parsed.GetValue(_private);

    public bool WantsStatus(ParseResult parsed) => !parsed.GetValue(_noStatus);

    /// <summary>The option that names a conversation, if one does.</summary>
    public string? Conversation(ParseResult parsed) => IsContinued(parsed) ? _continue.Name : Resumed(parsed) is null ? null : _resume.Name;
}
