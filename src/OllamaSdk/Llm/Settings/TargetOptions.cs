using OllamaSdk.OpenAI;
using OllamaSdk.Transport;

namespace OllamaSdk.Llm;

/// <summary>A target as the options of the client that talks to it.</summary>
internal static class TargetOptions
{
    public static OllamaClientOptions Ollama(TargetSettings target, ClientSettings settings, LlmClientOptions options) => Fill(
        // An empty key is none; without any the client would look at the environment by itself.
        new OllamaClientOptions
        {
            Endpoint = target.EndpointText,
            ApiKey = target.ApiKey ?? "",
            CheckThinkingLevels = options.CheckThinkingLevels,
            OutOfMemoryRecovery = options.OutOfMemoryRecovery,
        },
        target, settings, options);

    public static OpenAICompatibleClientOptions OpenAI(TargetSettings target, ClientSettings settings, LlmClientOptions options) => Fill(
        new OpenAICompatibleClientOptions { Endpoint = target.EndpointText, ApiKey = target.ApiKey, StartHint = target.Provider.StartHint, TelemetryProvider = target.Provider.Name },
        target, settings, options);

    private static T Fill<T>(T mine, TargetSettings target, ClientSettings settings, LlmClientOptions options)
        where T : LlmConnectionOptions
    {
        options.CopyTo(mine);
        mine.DefaultModel = target.Model;
        mine.Retry.MaxRetries = settings.Retry.MaxRetries;
        mine.Retry.BaseDelay = settings.Retry.BaseDelay;
        mine.SplitThinkTags = settings.SplitThinkTags;
        (mine.PromptGuard.Mode, mine.PromptGuard.AskWindow, mine.PromptGuard.MaxContextLength) =
            (target.PromptGuard.Mode, target.PromptGuard.AskWindow, target.PromptGuard.MaxContextLength);
        foreach (var timer in TimerSetting.All)
        {
            timer.Set(mine.Timeouts, timer.Of(target.Timeouts));
        }

        foreach (var (name, value) in options.Headers.Concat(target.Given.Headers))
        {
            mine.Headers[name] = value;
        }

        return mine;
    }
}
