using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Prompts;

/// <summary>One question, one answer.</summary>
internal static class SingleQuestion
{
    public static async Task AskAsync(CommandContext context, GenerationOptions options, string prompt) =>
        await AskAsync(context, options, await RequestAsync(context, options, prompt, []));

    public static async Task AskAsync(CommandContext context, GenerationOptions options, LlmRequest request)
    {
        await using var tools = ToolBox.Open(context, options.Tools);
        await new Answering(context, options.Look(context.Parsed), options.WantsStats(context.Parsed), tools).RunAsync(request, context.Token);
    }

    /// <param name="context">The command.</param>
    /// <param name="options">The options that were typed.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="images">Pictures, behind those of the options.</param>
    public static async Task<LlmRequest> RequestAsync(CommandContext context, GenerationOptions options, string prompt, IReadOnlyList<LlmImage> images)
    {
        context.ModelFlag = options.Model(context.Parsed);
        var system = options.System(context.Parsed);
        var question = new LlmMessage { Content = prompt, Images = [.. await options.ImagesAsync(context.Parsed, context.Token), .. images] };
        return await options.RequestAsync(context.Parsed) with
        {
            Messages = system is null ? [question] : [LlmMessage.System(system), question],
            Model = await RequestModel.FindAsync(context),
        };
    }
}
