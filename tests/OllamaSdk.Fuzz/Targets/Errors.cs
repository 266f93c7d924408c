using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>What must hold for every refusal, whatever the server wrote.</summary>
internal static class Errors
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(366);

    public static void Check(LlmApiException error)
    {
        // A note that something was left out is not counted.
        Must(error.ServerMessage.Length <= ApiErrors.MaxExcerptLength + 8, "The server's words are too long", error);
        Must(error.Excerpt.Length <= ApiErrors.MaxExcerptLength + 8, "The excerpt is too long", error);
        Must(error.Message.Length > 0, "There is no message", error);
        Must(error.Status is >= 100 and < 1000, "The status is none", error);
        Must(error.RetryAfter is null || (error.RetryAfter >= TimeSpan.Zero && error.RetryAfter <= s_longestWait), $"It asks to wait for {error.RetryAfter}", error);
        Must(error.PromptTokens is null or > 0, "A prompt has no tokens", error);
        Must(error.ContextLength is null or > 0, "A context has no length", error);
        Must(!error.Headers.Keys.Any(name => name.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase)), "A cookie is kept", error);
        Secret.MustNotBeIn(error.Message);
        Secret.MustNotBeIn(error.ServerMessage);
        Secret.MustNotBeIn(error.Excerpt);
        Secret.MustNotBeIn(error.MissingCapability);
        Secret.MustNotBeIn((error as LlmUnauthorizedException)?.SignInUrl?.OriginalString);
        foreach (var (name, value) in error.Headers)
        {
            Secret.MustNotBeIn(name);
            Secret.MustNotBeIn(value);
        }

        foreach (var c in error.Message)
        {
            Must(!char.IsControl(c) || c is '\n' or '\r' or '\t', "A control code is in the message", error);
        }
    }

    private static void Must(bool holds, string rule, LlmApiException error)
    {
        if (!holds)
        {
            throw new BrokenRuleException($"{rule}: {error.Message}");
        }
    }
}
