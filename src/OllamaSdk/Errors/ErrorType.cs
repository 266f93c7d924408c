using System.Text.RegularExpressions;

namespace OllamaSdk;

/// <summary>What telemetry calls a failure: few words, so that they can be counted by.</summary>
internal static partial class ErrorType
{
    /// <summary>The kind of a server's refusal, as <c>context_length</c>; of anything else the type's full name.</summary>
    public static string Of(Exception failure) => failure switch
    {
        LlmApiException refused => Snake().Replace(refused.Kind.ToString(), "_").ToLowerInvariant(),
        LlmStreamException { ServerError: { } cause } => Of(cause),
        OperationCanceledException => typeof(OperationCanceledException).FullName!,
        _ => failure.GetType().FullName!,
    };

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Snake();
}
