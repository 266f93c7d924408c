using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Prompts;

/// <summary>One question, one answer.</summary>
internal static class SingleQuestion
{
    public static async Task AskAsync(CommandContext context, GenerationOptions options, string prompt)
    {
        context.ModelFlag = context.Parsed.GetValue(options.Model);
        var system = options.System(context.Parsed);
        var question = new LlmMessage { Content = prompt, Images = await options.ImagesAsync(context.Parsed, context.Token) };
        var request = await options.RequestAsync(context.Parsed) with
        {
            Messages = system is null ? [question] : [LlmMessage.System(system), question],
            Model = await RequestModel.FindAsync(context),
        };
        await using var tools = ToolBox.Open(context, options.Tools);
        await new Answering(context, options.Look(context.Parsed), options.WantsStats(context.Parsed), tools).RunAsync(request, context.Token);
    }
}
