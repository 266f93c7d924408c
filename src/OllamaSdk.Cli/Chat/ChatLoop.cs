using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Chat;

/// <summary>A conversation with a person at a terminal. Nothing that fails ends it.</summary>
internal sealed class ChatLoop(CommandContext context, Interrupt interrupt, LlmRequest settings, Answering answering, ToolBox tools)
{
    // With --json standard output is for a program.
    private readonly TextWriter _talk = context.IsJson ? Console.Error : Console.Out;
    private readonly ChatSession _session = new();
    private IReadOnlyList<LlmImage> _images = [];

    public static async Task RunAsync(CommandContext context, GenerationOptions options, Interrupt interrupt)
    {
        var parsed = context.Parsed;
        context.ModelFlag = parsed.GetValue(options.Model);
        await using var tools = ToolBox.Open(context, options.Tools);
        var answering = new Answering(context, options.Look(parsed), options.WantsStats(parsed), tools);
        var loop = new ChatLoop(context, interrupt, await options.RequestAsync(parsed), answering, tools) { _images = await options.ImagesAsync(parsed, context.Token) };
        (loop._session.System, loop._session.Model) = (options.System(parsed), await RequestModel.FindAsync(context));
        ErrorText.WriteLine($"Talking to {loop._session.Model ?? "each server's model"}. /help lists what else can be typed; {(OperatingSystem.IsWindows() ? "Ctrl+Z and Enter end" : "Ctrl+D ends")}.");
        await loop.RunAsync();
    }

    private async Task RunAsync()
    {
        var (reader, commands) = (LineReader.OfConsole(interrupt, _talk), new ChatCommands(_session, tools, _talk));
        while (!commands.IsLeaving && await reader.ReadAsync(context.Token) is var (text, isQuoted))
        {
            try
            {
                if (!isQuoted && text.StartsWith('/'))
                {
                    await commands.RunAsync(text, context.Token);
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
            await answering.RunAsync(settings with { Model = _session.Model, Messages = _session.Conversation(question) }, stop.Token);
            Keep(question, answering.Said);
        }
        catch (OperationCanceledException) when (!context.Token.IsCancellationRequested)
        {
            ErrorText.Print("stopped");
            if (answering.Said.Count > 0)
            {
                // Who stops an answer has seen enough of it, and goes on from there.
                Keep(question, answering.Said);
            }
        }
        finally
        {
            interrupt.Take(null);
        }
    }

    private void Keep(LlmMessage question, IReadOnlyList<LlmMessage> said)
    {
        _session.Messages.AddRange([question, .. said]);
        _images = [];
    }
}
