using System.Net;

namespace OllamaSdk.Http;

/// <summary>An answer with its status; a failure is captured in <see cref="Error"/> instead of thrown.</summary>
internal sealed record ApiResponse<T>(HttpStatusCode? StatusCode, T? Content, LlmException? Error)
{
    public bool IsSuccessful => Error is null;
}
