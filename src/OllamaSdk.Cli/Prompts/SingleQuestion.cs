using OllamaSdk.Cli.Commands;

namespace OllamaSdk.Cli.Prompts;

/// <summary>One question, one answer.</summary>
internal static class SingleQuestion
{
    public static async Task AskAsync(CommandContext context, GenerationOptions options, string prompt)
    {
        context.ModelFlag = options.Model(context.Parsed);
        var system = options.System(context.Parsed);
        var question = new LlmMessage { Content = prompt, Images = await options.ImagesAsync(context.Parsed, context.Token) };
        var request = await options.RequestAsync(context.Parsed) with
        {
            Messages = system is null ? [question] : [LlmMessage.System(system), question],
            Model = await RequestModel.FindAsync(context),
        };
        await new Answering(context, !options.HidesThinking(context.Parsed), options.WantsStats(context.Parsed)).RunAsync(request, context.Token);
    }
}
