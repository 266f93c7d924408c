using OllamaSdk.Loop;

namespace OllamaSdk;

public sealed partial class LlmToolException
{
    /// <summary>What the tool loop had come to: the conversation and the calls so far. The same as <see cref="ToolLoop.ProgressOf"/>.</summary>
    public ToolLoopResult? Progress
    {
        get => ToolLoop.ProgressOf(this);
        init
        {
            if (value is not null)
            {
                LoopProgress.Keep(this, value);
            }
        }
    }
}
