using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;

namespace OllamaSdk.Cli.Chat;

/// <summary>A conversation with a person at a terminal. Nothing that fails ends it.</summary>
internal sealed class ChatLoop(CommandContext context, Interrupt interrupt, LlmRequest settings, Answering answering)
{
    // With --json standard output is for a program.
    private readonly TextWriter _talk = context.IsJson ? Console.Error : Console.Out;
    private readonly ChatSession _session = new();
    private IReadOnlyList<LlmImage> _images = [];

    public static async Task RunAsync(CommandContext context, GenerationOptions options, Interrupt interrupt)
    {
        var parsed = context.Parsed;
        context.ModelFlag = options.Model(parsed);
        var answering = new Answering(context, !options.HidesThinking(parsed), options.WantsStats(parsed));
        var loop = new ChatLoop(context, interrupt, await options.RequestAsync(parsed), answering) { _images = await options.ImagesAsync(parsed, context.Token) };
        (loop._session.System, loop._session.Model) = (options.System(parsed), await RequestModel.FindAsync(context));
        ErrorText.WriteLine($"Talking to {loop._session.Model ?? "each server's model"}. /help lists what else can be typed; {(OperatingSystem.IsWindows() ? "Ctrl+Z and Enter end" : "Ctrl+D ends")}.");
        await loop.RunAsync();
    }

    private async Task RunAsync()
    {
        var (reader, commands) = (LineReader.OfConsole(interrupt, _talk), new ChatCommands(_session, _talk));
        while (!commands.IsLeaving && await reader.ReadAsync(context.Token) is var (text, isQuoted))
        {
            try
            {
                if (!isQuoted && text.StartsWith('/'))
                {
                    await commands.RunAsync(text);
                }
                else if (!string.IsNullOrWhiteSpace(text))
                {
                    await AskAsync(new LlmMessage { Content = text, Images = _images });
                }
            }
            catch (Exception e) when (!context.Token.IsCancellationRequested && ErrorText.Describe(e, context) is var (_, message))
            {
                ErrorText.Print(message);
            }
        }
    }

    private async Task AskAsync(LlmMessage question)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Token);
        interrupt.Take(stop.Cancel);
        try
        {
            var answer = await answering.RunAsync(settings with { Model = _session.Model, Messages = _session.Conversation(question) }, stop.Token);
            Keep(question, answer.ToMessage());
        }
        catch (OperationCanceledException) when (!context.Token.IsCancellationRequested)
        {
            ErrorText.Print("stopped");
            if (answering.Text.Length > 0)
            {
                // Who stops an answer has seen enough of it, and goes on from there.
                Keep(question, LlmMessage.Assistant(answering.Text));
            }
        }
        finally
        {
            interrupt.Take(null);
        }
    }
    private void Keep(LlmMessage question, LlmMessage answer)
    {
        _session.Messages.AddRange([question, answer]);
        _images = [];
    }
}
