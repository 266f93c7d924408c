using OllamaSdk.Streaming;

namespace OllamaSdk.Prompting;

/// <summary>The guard of one call: knows what was asked until the answer is there.</summary>
internal sealed class PromptEnding(PromptGuard guard, IPromptRequest request, CallOptions? call) : IAnswerEnding
{
    private readonly int _parts = request.PromptParts;

    public void Tell(object? answer)
    {
        if (answer is IPromptCounted counted)
        {
            guard.Tell(request, _parts, counted, call);
        }
    }
}
