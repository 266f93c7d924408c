using Microsoft.Extensions.Logging;
using OllamaSdk.Transport;

namespace OllamaSdk.Prompting;

/// <summary>Asks a server how long the windows of its models are: behind the answers, and seldom.</summary>
/// <param name="ask">Sends the question.</param>
/// <param name="endpoint">Where it goes.</param>
/// <param name="logger">Told where there is no answer.</param>
/// <param name="clock">The client's.</param>
internal sealed class WindowQuestion(Func<string, Task<int?>> ask, Uri endpoint, ILogger logger, TimeProvider clock)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(5);

    /// <summary>Asks, unless it was asked within the last five minutes. Returns at once.</summary>
    public void Ask(string model, PromptMemory memory)
    {
        if (memory.TryBeginToAsk(clock, s_interval))
        {
            // Nothing of the caller's goes with it: no activity, no culture, no task that is waited for.
            ThreadPool.UnsafeQueueUserWorkItem(static asked => _ = asked.Question.AskAsync(asked.Model, asked.Memory), (Question: this, Model: model, Memory: memory), preferLocal: false);
        }
    }

    /// <summary>Asks now. No failure comes of it.</summary>
    public async Task AskAsync(string model, PromptMemory memory)
    {
        try
        {
            memory.Window = await ask(model).ConfigureAwait(false) is > 0 and { } tokens ? tokens : null;
        }
        catch (Exception e) when (e is LlmException or ObjectDisposedException or OperationCanceledException)
        {
            // No answer depends on it, and the next one will ask again.
            Log.WindowUnknown(logger, endpoint, SecretParts.ShownModel(model), e is LlmException ours ? ours.LogText : e.GetType().Name);
        }
    }
}
