using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Tools;

/// <summary>Asks the person before a tool runs. Where nobody can be asked, nothing runs that was not allowed before.</summary>
/// <param name="allowed">What the settings allow: tools, or all of a server's by its name.</param>
/// <param name="allowsAll">Whether nothing need be asked.</param>
/// <param name="context">The command.</param>
internal sealed class ToolAsking(IReadOnlyCollection<string> allowed, bool allowsAll, CommandContext context)
{
    private readonly HashSet<string> _always = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changed = new(0);
    private volatile ToolInvocation? _shown;

    /// <summary>Whether a tool runs without a question.</summary>
    public bool IsAllowed(string tool) => allowsAll || _always.Contains(tool) || allowed.Contains(tool) || allowed.Contains(ToolBox.SourceOf(tool));

    /// <summary>Another talk begins: what was always to run is asked for again.</summary>
    public void Forget() => _always.Clear();

    /// <summary>The call can be seen, and nothing else is being drawn: now it may be asked for.</summary>
    public void Show(ToolInvocation call)
    {
        _shown = call;
        _changed.Release();
    }

    /// <summary>Decides about a call, once it can be seen.</summary>
    /// <exception cref="OperationCanceledException">The answer was stopped.</exception>
    public async ValueTask<ToolCallDecision> DecideAsync(ToolInvocation call, CancellationToken cancellationToken)
    {
        while (!ReferenceEquals(_shown, call))
        {
            await _changed.WaitAsync(cancellationToken);
        }

        if (IsAllowed(call.Name))
        {
            return ToolCallDecision.Approve;
        }

        if (!KeyQuestion.CanBeAsked)
        {
            ErrorText.Print($"{call.Name} is refused, for there is no terminal to ask at; --yes-tools runs all, \"allow\" of \"tools\" in your settings some");
            return ToolCallDecision.Refuse("The call was refused: it needs the user's consent, and the user cannot be asked.");
        }

        if (context.IsJson)
        {
            // Elsewhere the call stands there already.
            ErrorText.WriteLine(ToolText.Of(call));
        }

        switch (await KeyQuestion.AskAsync(context.Terminal, $"  Run {TerminalText.Label(call.Name)}? (y)es, (n)o, (a)lways in this talk: ", [('y', "yes"), ('n', "no"), ('a', "always")], cancellationToken))
        {
            case 'a':
                _always.Add(call.Name);
                return ToolCallDecision.Approve;
            case 'y':
                return ToolCallDecision.Approve;
            default:
                return ToolCallDecision.Refuse("The user did not allow this call.");
        }
    }
}
