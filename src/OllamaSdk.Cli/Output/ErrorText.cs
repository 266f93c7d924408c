using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Output;

/// <summary>Failures in plain words: what was wrong, where, and what to do.</summary>
internal static class ErrorText
{
    public static void Print(string message) => WriteLine($"ollama-sdk: {message}");

    /// <summary>A line on standard error. Where that is closed or full, the exit code must do.</summary>
    public static void WriteLine(string line)
    {
        try
        {
            Console.Error.WriteLine(TerminalText.Clean(line));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing is left to say it with.
        }
    }

    /// <param name="failure">What was thrown.</param>
    /// <param name="context">The command that it was thrown in.</param>
    /// <returns><see langword="null"/> for a fault of the program itself, which must be seen as it is, and for a reader who has left.</returns>
    public static (ExitCode Code, string Message)? Describe(Exception failure, CommandContext context) => failure switch
    {
        // Nobody is there to be answered, in a conversation neither.
        _ when StandardOutput.IsLeft(failure) => null,
        OperationCanceledException => (ExitCode.Interrupted, "interrupted"),
        UsageException or NoModelException => (failure is UsageException ? ExitCode.Usage : ExitCode.NotFound, failure.Message),
        LlmFallbackException all => (Describe(all.Failures[0].Error, context)?.Code ?? ExitCode.Failed, failure.Message),
        LlmConnectionException { Phase: ConnectionPhase.Connect } or LlmTimeoutException { Timer: LlmTimer.Connect } =>
            (ExitCode.Unreachable, $"cannot reach {Address(failure)}. {context.Clients.Provider.StartHint}, check the address, or try --demo"),
        LlmConnectionException => (ExitCode.Unreachable, failure.Message),
        LlmTimeoutException { Timer: LlmTimer.Total } late =>
            (ExitCode.TimedOut, FormattableString.Invariant($"the whole call took longer than {late.Limit.TotalSeconds:0.###} s; raise --timeout")),
        LlmTimeoutException { Timer: LlmTimer.Idle } silent => (ExitCode.TimedOut, FormattableString.Invariant(
            $"no more of the answer came for {silent.Limit.TotalSeconds:0.###} s; raise --timeout idle=TIME (for pull, push and create transfer_idle=TIME)")),
        LlmTimeoutException { Timer: LlmTimer.FirstByte } late => (ExitCode.TimedOut, FormattableString.Invariant(
            $"no answer began within {late.Limit.TotalSeconds:0.###} s; raise --timeout {FirstByteTimer(context)}=TIME")),
        LlmTimeoutException => (ExitCode.TimedOut, failure.Message),
        LlmModelNotFoundException or LlmStreamException { ServerError: LlmModelNotFoundException } when Pulled(context) is { } pulled =>
            (ExitCode.NotFound, $"there is no model '{pulled}' in {Library(pulled)}; check its name"),
        LlmModelNotFoundException notFound => (ExitCode.NotFound, NotFound(notFound, context)),
        LlmUnauthorizedException { SignInUrl: { } url } => (ExitCode.Refused, $"{failure.Message}; sign in at {url}"),
        // In a stream the server speaks of something else than the model that was asked: of the one to be pulled, for example.
        LlmStreamException { ServerError: { } error } => (error is LlmModelNotFoundException ? ExitCode.NotFound : ExitCode.Refused, error.Message),
        LlmApiException { Kind: ApiErrorKind.RouteNotFound } => (ExitCode.Refused, $"{failure.Message}; is {Address(failure)} such a server? See --provider"),
        LlmApiException => (ExitCode.Refused, failure.Message),
        LlmSchemaException => (ExitCode.Unfit, failure.Message),
        ArgumentException argument => (ExitCode.Usage, WithoutParameter(argument)),
        LlmConfigurationException => (ExitCode.Usage, SettingWords.InWords(failure.Message)),
        LlmException or IOException or UnauthorizedAccessException => (ExitCode.Failed, failure.Message),
        _ => null,
    };

    private static string FirstByteTimer(CommandContext context) => context.Parsed.CommandResult.Command.Name switch
    {
        "chat" or "run" or "generate" => "streamed_generation",
        "load" or "unload" => "unstreamed_generation",
        _ => "first_byte",
    };

    private static string Address(Exception failure) => ((LlmException)failure).Endpoint?.ToString().TrimEnd('/') ?? "the server";

    // .NET appends the name of a parameter, which is ours and says nothing to whoever typed the command.
    private static string WithoutParameter(ArgumentException failure) => failure.Message.Replace($" (Parameter '{failure.ParamName}')", "", StringComparison.Ordinal);

    // Who asks for a model to be brought needs no advice to do so.
    private static string? Pulled(CommandContext context) => context.Parsed.CommandResult.Command.Name is "pull" or "run"
        ? context.Parsed.GetValue<string>(ModelNames.ArgumentName) : null;

    // A name of three parts begins with the registry.
    private static string Library(string model) => model.Split('/') is [var registry, _, _, ..] ? $"the registry {registry}" : "the library";

    private static string NotFound(LlmModelNotFoundException failure, CommandContext context) => context switch
    {
        { IsDemo: true } => $"the emulator has no model '{failure.Model}'; `ollama-sdk models --demo` lists what it has",
        { Clients.Provider.IsNative: true } => $"{Address(failure)} has no model '{failure.Model}'; get it with `ollama-sdk pull {failure.Model}`",
        _ => $"{Address(failure)} has no model '{failure.Model}'; `ollama-sdk models` with the same options lists what it has",
    };
}
