using OllamaSdk.Cli.Chat.Editing;
using OllamaSdk.Cli.Chat.Keeping;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Chat;

/// <summary>A conversation with a person at a terminal. Nothing that fails ends it.</summary>
internal sealed class ChatLoop(CommandContext context, Interrupt interrupt, LlmRequest settings, Answering answering, ChatSession session)
{
    // With --json standard output is for a program.
    private readonly TextWriter _talk = context.IsJson ? Console.Error : Console.Out;

    private ConversationStore? _store;
    private StatusLine? _status;

    public static async Task RunAsync(CommandContext context, GenerationOptions options, ChatOptions chat, Interrupt interrupt)
    {
        var parsed = context.Parsed;
        context.ModelFlag = options.Model(parsed);
        var (kept, look) = (KeptData.Of(context), options.Look(parsed));
        var session = await BeginAsync(context, options, chat, kept?.Conversations);
        await using var tools = ToolBox.Open(context, options.Tools);
        var wantsStats = options.WantsStats(parsed);
        var loop = new ChatLoop(context, interrupt, await options.RequestAsync(parsed), new Answering(context, look, wantsStats, tools), session);
        loop._store = chat.IsPrivate(parsed) ? null : kept?.Conversations;
        loop._status = StatusLine.Of(context, loop._talk, chat.WantsStatus(parsed) && !wantsStats);

        var isEditing = ChatReaders.AreEditing(context);
        var commands = new ChatCommands(session, look, tools, loop._talk, context.Token) { Keys = isEditing ? ChatReaders.Keys : "" };
        using var reader = isEditing
            ? ChatReaders.Editing(interrupt, loop._talk, chat.IsPrivate(parsed) ? null : kept?.History, new ChatCompletion(commands.All, loop.ModelsAsync))
            : LineReader.OfConsole(interrupt, loop._talk);
        ErrorText.WriteLine($"Talking to {session.Model ?? "each server's model"}. /help lists what else can be typed; {(OperatingSystem.IsWindows() && !reader.TakesDrafts ? "Ctrl+Z and Enter end" : "Ctrl+D ends")}.");
        await loop.RunAsync(reader, commands);
    }

    /// <summary>A new conversation, or one that was kept. What is said by options holds for both.</summary>
    private static async Task<ChatSession> BeginAsync(CommandContext context, GenerationOptions options, ChatOptions chat, ConversationStore? store)
    {
        var (parsed, session) = (context.Parsed, new ChatSession());
        if (chat.Conversation(parsed) is { } option)
        {
            var kept = store ?? throw new Settings.UsageException($"{option}: nothing is kept here.");
            await (chat.Resumed(parsed) is { } id ? kept.ResumeAsync(session, id) : kept.ResumeNewestAsync(session));
            ErrorText.WriteLine($"Going on with '{ChatTitle.Of(session.Messages)}', {session.Messages.Count} messages ({session.Id}).");
        }

        session.Model = context.ModelFlag ?? session.Model ?? await RequestModel.FindAsync(context);
        session.System = options.System(parsed) ?? session.System;
        session.Images.AddRange(await options.ImagesAsync(parsed, context.Token));
        return session;
    }

    private async Task RunAsync(IChatReader reader, ChatCommands commands)
    {
        for (AskedQuestion? draft = null; !commands.IsLeaving && await reader.ReadAsync(DraftOf(draft), context.Token) is var (text, isQuoted);)
        {
            var changed = draft;
            draft = null;
            try
            {
                if (!isQuoted && text.StartsWith('/'))
                {
                    await commands.RunAsync(text);
                    draft = commands.Draft;
                    if (draft is not null && !reader.TakesDrafts)
                    {
                        _talk.WriteLine(TerminalText.Clean($"The last question, to be typed anew:\n{draft.Question.Content}"));
                    }

                    if (commands.Question is { } again)
                    {
                        await AskAsync(again);
                    }
                }
                else if (!string.IsNullOrWhiteSpace(text))
                {
                    var question = session.Question(text);
                    await AskAsync(changed is null
                        ? new AskedQuestion(question, session.Messages.Count)
                        : changed with { Question = question with { Images = [.. changed.Question.Images, .. question.Images] } });
                }
            }
            catch (Exception e) when (!context.Token.IsCancellationRequested && ErrorText.Describe(e, context) is var (_, message))
            {
                ErrorText.Print(message);
            }
        }
    }

    // What would be taken for a command otherwise stands between quotes.
    private static string DraftOf(AskedQuestion? asked) => asked?.Question.Content switch
    {
        null => "",
        ['/' or '"', ..] and var text => $"{LineEditor.Quotes}{text}\n{LineEditor.Quotes}",
        var text => text,
    };

    private async Task AskAsync(AskedQuestion asked)
    {
        session.Unanswered = asked;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Token);
        interrupt.Take(stop.Cancel);
        try
        {
            var answer = await answering.RunAsync(settings with { Model = session.Model, Messages = session.Conversation(asked) }, stop.Token);
            _status?.Show(answer, answering.First);
            Keep(asked);
        }
        catch (OperationCanceledException) when (!context.Token.IsCancellationRequested)
        {
            ErrorText.Print("stopped");
            if (answering.Said.Count > 0)
            {
                // Who stops an answer has seen enough of it, and goes on from there.
                Keep(asked);
            }
        }
        finally
        {
            interrupt.Take(null);
        }
    }

    private void Keep(AskedQuestion asked)
    {
        session.Answer(asked, answering.Said);
        _store?.Keep(session);
    }

    private async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellationToken) =>
        [.. (await context.Clients.Any.ListModelsAsync(cancellationToken: cancellationToken)).Select(model => model.Id).Distinct()];
}
