namespace OllamaSdk;

/// <summary>Limits and hooks of a tool loop. It may be shared by any number of loops.</summary>
public sealed class ToolLoopOptions
{
    /// <summary>How often the model is asked before the loop ends with <see cref="ToolFailure.LoopLimit"/>; 16.</summary>
    public int MaxRounds { get; set; } = 16;

    /// <summary>How many calls all rounds may make together; 64. A round that goes beyond runs none of its calls.</summary>
    public int MaxCalls { get; set; } = 64;

    /// <summary>How many rounds in a row may bring nothing but failed calls; 4. Refusals by <see cref="BeforeCall"/> are no failures.</summary>
    public int MaxConsecutiveErrors { get; set; } = 4;

    /// <summary>How deep tools and hooks may run loops of their own; 4. A loop that none of them runs has depth 1.</summary>
    public int MaxDepth { get; set; } = 4;

    /// <summary>The longest arguments that reach a tool, in bytes of UTF-8; 1 MiB, and no more than that.</summary>
    public int MaxArgumentBytes { get; set; } = LlmTool.MaxArgumentBytes;

    /// <summary>
    /// Whether arguments must fit their schema as they are; off. Else what can mean but one thing is read as it was meant: a number in a
    /// text, an enum's name in another case, null for what may be left out, one value for a list. <see cref="ToolInvocation.Mendings"/> tells
    /// of it, and <see cref="LlmToolAttribute.Strict"/> switches it off for one tool.
    /// </summary>
    public bool StrictArguments { get; set; }

    /// <summary>
    /// Whether calls that a model wrote into its text are run; off. Small models do so: <c>&lt;tool_call&gt;…&lt;/tool_call&gt;</c>, JSON with a name and
    /// arguments as the whole text or in a fence at its end, Mistral's <c>[TOOL_CALLS]</c>, Llama's <c>&lt;|python_tag|&gt;</c>. Only for tools of the
    /// set, and only where the answer has no other call; in the conversation they are calls, not text. A <see cref="ToolCallsAsTextEvent"/> tells of
    /// them, whatever is set here. Where a text may come from elsewhere, such as a page the model quotes, leave it off.
    /// </summary>
    public bool RecoverTextCalls { get; set; }

    /// <summary>The longest result that is sent, in bytes of UTF-8; 256 KiB. A longer one is cut, and says so.</summary>
    public int MaxResultBytes { get; set; } = 256 * 1024;

    /// <summary>How many calls of one round may run at the same time; 1. Results are sent in the order of the calls, whatever is set here.</summary>
    public int MaxParallelCalls { get; set; } = 1;

    /// <summary>
    /// How long one call may take where its tool says nothing of its own; 5 minutes. <see cref="Timeout.InfiniteTimeSpan"/> switches it
    /// off. The time a hook takes does not count.
    /// </summary>
    public TimeSpan DefaultToolTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether a tool that throws ends the loop with its own exception, and one that takes too long with an
    /// <see cref="LlmToolException"/>. Otherwise the model reads of it.
    /// </summary>
    public bool RethrowToolExceptions { get; set; }

    /// <summary>
    /// Whether the model reads the message of a tool's exception (its first line, at most 200 characters) beside its type. Off, since
    /// messages can hold paths, addresses and keys. The stack trace is never sent.
    /// </summary>
    public bool SendExceptionMessages { get; set; }

    /// <summary>Where tools get their instances and services from.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>
    /// Asked before each call of a known tool: approve it, change its arguments, or refuse it. With <see cref="MaxParallelCalls"/> above 1
    /// it can be asked about several at once. Its exceptions end the loop.
    /// </summary>
    public Func<ToolInvocation, CancellationToken, ValueTask<ToolCallDecision>>? BeforeCall { get; set; }

    /// <summary>
    /// Told of each call of a known tool, refused and failed ones too, when its <see cref="ToolInvocation.Result"/> is there. It may give
    /// another result for the model, or <see langword="null"/> to keep this one. Its exceptions end the loop.
    /// </summary>
    public Func<ToolInvocation, CancellationToken, ValueTask<ToolResult?>>? AfterCall { get; set; }

    internal void Validate()
    {
        AtLeastOne(MaxRounds, nameof(MaxRounds));
        AtLeastOne(MaxCalls, nameof(MaxCalls));
        AtLeastOne(MaxConsecutiveErrors, nameof(MaxConsecutiveErrors));
        AtLeastOne(MaxDepth, nameof(MaxDepth));
        AtLeastOne(MaxArgumentBytes, nameof(MaxArgumentBytes));
        AtLeastOne(MaxResultBytes, nameof(MaxResultBytes));
        AtLeastOne(MaxParallelCalls, nameof(MaxParallelCalls));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxArgumentBytes, LlmTool.MaxArgumentBytes, nameof(MaxArgumentBytes));
        TimeoutOptions.Check(DefaultToolTimeout, nameof(DefaultToolTimeout));
    }

    private static void AtLeastOne(int value, string name) => ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
}
