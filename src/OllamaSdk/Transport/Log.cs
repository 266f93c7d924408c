using Microsoft.Extensions.Logging;

namespace OllamaSdk.Transport;

/// <summary>Everything this SDK logs. Routes and exception messages only: no prompt, answer, key, header value or query.</summary>
internal static partial class Log
{
    public const string Category = "OllamaSdk";

    [LoggerMessage(1, LogLevel.Information, "{Route} failed; retry {Retry} follows in {Delay}. {Reason}")]
    public static partial void Retrying(ILogger logger, string route, int retry, TimeSpan delay, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The certificate of {Endpoint} is not checked, because AllowUntrustedCertificate is set.")]
    public static partial void UntrustedCertificate(ILogger logger, Uri endpoint);

    [LoggerMessage(4, LogLevel.Warning, "{Provider} at {Endpoint} did not answer for {Model}; the next server is asked. {Reason}")]
    public static partial void MovingOn(ILogger logger, string provider, Uri endpoint, string model, string reason);

    [LoggerMessage(5, LogLevel.Warning, "{Endpoint} has no memory for {Model}; unloaded: {Unloaded}.")]
    public static partial void Unloaded(ILogger logger, Uri endpoint, string model, string unloaded);

    [LoggerMessage(6, LogLevel.Warning, "{Endpoint} still has no memory for {Model}; trying with a context of {ContextLength}.")]
    public static partial void HalvedContext(ILogger logger, Uri endpoint, string model, int contextLength);

    [LoggerMessage(7, LogLevel.Information, "{Route} of {Endpoint} answered in an odd form, which was read: {Form}.")]
    public static partial void OddForm(ILogger logger, string route, Uri endpoint, string form);

    [LoggerMessage(13, LogLevel.Warning, "{Endpoint} is asked by /v1, which has no word for a prompt guard of mode {Mode}: the server decides whether it refuses a prompt that is too long, and answers tell what it did.")]
    public static partial void GuardOnlyTells(ILogger logger, Uri endpoint, PromptGuardMode mode);

    [LoggerMessage(8, LogLevel.Warning,
        "The prompt for {Model} at {Endpoint} {Word} cut: it has about {Estimated} tokens, and the server counted {Counted}. A larger num_ctx helps, or a shorter prompt; PromptTruncation of each answer tells.")]
    public static partial void PromptCut(ILogger logger, Uri endpoint, string model, string word, int estimated, int counted);

    [LoggerMessage(9, LogLevel.Debug, "{Endpoint} did not say how long the context of {Model} is. {Reason}")]
    public static partial void WindowUnknown(ILogger logger, Uri endpoint, string model, string reason);

    [LoggerMessage(10, LogLevel.Debug, "{Operation} of {Model} begins at {Endpoint}.")]
    public static partial void Began(ILogger logger, string operation, string? model, Uri endpoint);

    [LoggerMessage(11, LogLevel.Debug, "{Operation} of {Model} at {Endpoint} ended after {Duration}: {InputTokens} tokens in, {OutputTokens} out, {CachedTokens} from the cache; {FinishReason}.")]
    public static partial void Ended(
        ILogger logger, string operation, string? model, Uri endpoint, TimeSpan duration, long? inputTokens, long? outputTokens, long? cachedTokens, string? finishReason);

    [LoggerMessage(12, LogLevel.Information, "{Operation} of {Model} at {Endpoint} failed after {Duration}: {ErrorType}.")]
    public static partial void Failed(ILogger logger, string operation, string? model, Uri endpoint, TimeSpan duration, string errorType);

    [LoggerMessage(14, LogLevel.Warning, "{Endpoint} keeps failing and is passed over for {Break}. {Reason}")]
    public static partial void PassedOver(ILogger logger, Uri endpoint, TimeSpan @break, string reason);

    [LoggerMessage(15, LogLevel.Information, "{Endpoint} answers again and is passed over no more.")]
    public static partial void AskedAgain(ILogger logger, Uri endpoint);

    [LoggerMessage(3, LogLevel.Warning, "An event of {Endpoint} could not be read and was left out. {Reason}")]
    public static partial void SkippedEvent(ILogger logger, Uri endpoint, string reason);
}
