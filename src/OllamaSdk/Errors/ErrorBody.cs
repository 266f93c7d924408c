using System.Text.Json;

namespace OllamaSdk;

/// <summary>
/// The server's words, found in any of the shapes that Ollama, LM Studio, llama.cpp, vLLM and proxies send:
/// <c>error</c> as text or object, JSON nested in text, <c>message</c>, <c>detail</c>, plain text, HTML, nothing.
/// </summary>
/// <param name="Message">The words.</param>
/// <param name="Code">The error's code or type, where it is a text.</param>
/// <param name="Status">The HTTP status the body names.</param>
/// <param name="NumericCode">The error's code, where it is a number: llama.cpp and vLLM mean an HTTP status by it.</param>
/// <param name="SignInUrl">Where to sign in.</param>
internal readonly record struct ErrorBody(string Message, string? Code, int? Status, int? NumericCode, string? SignInUrl)
{
    private const int MaxNesting = 3;

    public static ErrorBody Read(string text, int nesting = 0)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith('{') && nesting < MaxNesting)
        {
            try
            {
                using var document = JsonDocument.Parse(trimmed);
                return ReadObject(document.RootElement, trimmed, nesting);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Cut off, not JSON after all, or strings that are no Unicode: the text itself is all there is.
            }
        }

        return new ErrorBody(LooksLikeHtml(trimmed) ? HtmlTitle(trimmed) : trimmed, null, null, null, null);
    }

    private static ErrorBody ReadObject(JsonElement body, string text, int nesting)
    {
        var signIn = Text(body, "signin_url");
        var status = Number(body, "StatusCode") ?? Number(body, "status");
        if (body.TryGetProperty("error", out var error))
        {
            if (error.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(error.GetString()))
            {
                var inner = Read(error.GetString()!, nesting + 1);
                return new ErrorBody(inner.Message, inner.Code, inner.Status ?? status, inner.NumericCode, signIn);
            }

            if (error.ValueKind == JsonValueKind.Object)
            {
                var message = Text(error, "message") ?? Text(body, "message") ?? error.GetRawText();
                var code = Text(error, "code") ?? Text(error, "type");
                // Behind another server's text the code is all that is left of the status.
                var number = Number(error, "code");
                return new ErrorBody(message, code, status ?? (nesting > 0 ? number : null), number, signIn);
            }
        }

        var words = Text(body, "message") ?? Text(body, "detail") ?? text;
        return new ErrorBody(words, Text(body, "type"), status ?? Number(body, "code"), null, signIn);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text : null;

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            && number is >= 100 and < 1000 ? number : null;

    private static bool LooksLikeHtml(string text) =>
        text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);

    private static string HtmlTitle(string html)
    {
        var start = html.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = html.IndexOf("</title>", StringComparison.OrdinalIgnoreCase);
        return start >= 0 && end > start + 7 ? $"web page '{html[(start + 7)..end].Trim()}'" : "a web page instead of an API answer";
    }
}
