namespace OllamaSdk.Extensions.Registration;

/// <summary>The handlers of an <see cref="HttpClient"/> that its factory made.</summary>
internal static class HandlerChain
{
    /// <summary>Whether one of them may look up the names of services: those of .NET and of the factory, and resilience, do not.</summary>
    public static bool MayLookUp(HttpMessageHandler? handler) =>
        handler is not null && (!IsPlain(handler) || (handler is DelegatingHandler outer && MayLookUp(outer.InnerHandler)));

    private static bool IsPlain(HttpMessageHandler handler) =>
        handler.GetType().Namespace is { } name && (name == "System.Net.Http" || name.StartsWith("Microsoft.Extensions.Http", StringComparison.Ordinal));
}
