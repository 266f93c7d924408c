using OllamaSdk.Loop;
using OllamaSdk.OpenAI;

namespace OllamaSdk;

/// <summary>
/// Sends a request with tools, runs the tools the model asks for, sends their results, and so on until the model answers.
/// </summary>
/// <remarks>
/// <para>What goes wrong in a call (unknown tool, bad arguments, an exception, too long) becomes a result that the model reads, so that it
/// can do better. What ends the loop is an exception, and <see cref="ProgressOf"/> gives the conversation up to it.</para>
/// <para>A <see cref="ToolChoice"/> that demands a call holds for the first round: with it, the model could never answer.</para>
/// <para>Tools and hooks run on the thread pool. A stack overflow, the end of memory and <see cref="Environment.Exit"/> in a tool end the program, as
/// they do elsewhere.</para>
/// </remarks>
public static class ToolLoop
{
    /// <summary>What a tool loop had come to when this exception ended it: the conversation and the calls so far.</summary>
    /// <param name="exception">The exception as the loop threw it, of whatever type; a cancellation too.</param>
    /// <returns><see langword="null"/> where no tool loop threw it.</returns>
    public static ToolLoopResult? ProgressOf(Exception exception) => LoopProgress.Of(exception);

    /// <summary>What begins the loop, for each client with a conversation of its own; what is wrong with its arguments is said at once.</summary>
    internal static Func<LoopRunner<TMessage, TAnswer>> Runner<TMessage, TAnswer>(
        IEnumerable<LlmTool> tools, ToolLoopOptions? options, Func<ToolSet, ToolConversation<TMessage, TAnswer>> begin)
        where TMessage : class
        where TAnswer : class
    {
        ArgumentNullException.ThrowIfNull(tools);
        var (set, limits) = (new ToolSet(tools), options ?? new ToolLoopOptions());
        limits.Validate();
        return () => new(begin(set), set, limits);
    }
}
