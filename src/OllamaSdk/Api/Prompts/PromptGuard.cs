using Microsoft.Extensions.Logging;

namespace OllamaSdk.Prompting;

/// <summary>Tells of every answer of one server whether its prompt was cut.</summary>
internal sealed class PromptGuard(PromptGuardOptions options, Uri endpoint, ILogger logger, TimeProvider clock) : IDisposable
{
    /// <summary>Asks the server for the context length of a loaded model; <see langword="null"/> where it cannot be asked.</summary>
    public Func<string, CancellationToken, Task<int?>>? AskWindow { get; set; }

    public PromptGuardOptions Options => options;

    public PromptGuardMode ModeOf(CallOptions? call) => call?.PromptGuard ?? options.Mode;

    /// <summary>Puts into an answer what is known of its prompt.</summary>
    public void Tell(IPromptRequest request, IPromptCounted answer, CallOptions? call)
    {
        _ = (endpoint, logger, clock);
        if (ModeOf(call) != PromptGuardMode.Off && answer.Prompt.Tokens is { } tokens)
        {
            answer.PromptTruncation = new() { CountedTokens = (int)Math.Min(tokens, int.MaxValue), ChosenContextLength = call?.ChosenContextLength };
        }
    }

    /// <summary>The most tokens that the prompt can be thought to have with this model.</summary>
    public int Estimate(IPromptRequest request)
    {
        var reading = new PromptReading();
        request.Read(ref reading);
        return reading.Sure.Characters + reading.Other.Characters;
    }

    public void Dispose()
    {
    }
}
