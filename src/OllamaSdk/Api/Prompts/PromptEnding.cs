using OllamaSdk.Streaming;

namespace OllamaSdk.Prompting;

/// <summary>The guard of one call: knows what was asked until the answer is there.</summary>
internal sealed class PromptEnding(PromptGuard guard, IPromptRequest request, CallOptions? call) : IAnswerEnding
{
    private readonly int _parts = request.PromptParts;
    private PromptTruncation? _told;

    public void Tell(object? answer)
    {
        if (answer is not IPromptCounted counted)
        {
            return;
        }

        // Some servers count in every chunk of a stream.
        if (_told is { } told && told.CountedTokens == counted.Prompt.Tokens)
        {
            counted.PromptTruncation = told;
            return;
        }

        guard.Tell(request, _parts, counted, call);
        _told = counted.PromptTruncation;
    }
}
