using System.Globalization;
using System.Text.Json;

namespace OllamaSdk;

/// <summary>
/// The server's words, found in any of the shapes that Ollama, LM Studio, llama.cpp, vLLM and proxies send:
/// <c>error</c> as text or object, another server's whole answer nested in a text, <c>message</c>, <c>detail</c>, plain text, HTML, nothing.
/// </summary>
/// <param name="Message">The words: the innermost where one answer is nested in another.</param>
/// <param name="Code">The error's code or type, where it is a text.</param>
/// <param name="Status">The HTTP status the body names: as such, or as a code that is a number, by which llama.cpp and vLLM mean one.</param>
/// <param name="SignInUrl">Where to sign in.</param>
internal readonly record struct ErrorBody(string Message, string? Code, int? Status, string? SignInUrl)
{
    private const int MaxNesting = 5;

    /// <summary>How many tokens the prompt has, where the body says so in a member of its own, as llama-server does.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>The same of the context window.</summary>
    public long? ContextLength { get; init; }

    public static ErrorBody Read(string text, int nesting = 0)
    {
        var trimmed = text.TrimStart('\uFEFF').Trim();
        if ((trimmed.StartsWith('{') || trimmed.StartsWith("[{", StringComparison.Ordinal)) && nesting < MaxNesting)
        {
            try
            {
                using var document = JsonDocument.Parse(trimmed);
                // Google's servers put their one error into a list.
                var body = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
                return ReadObject(body, trimmed, nesting);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Cut off, not JSON after all, or strings that are no Unicode: the text itself is all there is.
            }
        }

        return new ErrorBody(LooksLikeHtml(trimmed) ? HtmlTitle(trimmed) : trimmed, null, null, null);
    }

    public static bool LooksLikeHtml(string text) =>
        text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);

    private static ErrorBody ReadObject(JsonElement body, string text, int nesting)
    {
        var signIn = Text(body, "signin_url");
        var status = Number(body, "StatusCode") ?? Number(body, "status");
        if (body.TryGetProperty("error", out var error))
        {
            if (error.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(error.GetString()))
            {
                var inner = Read(error.GetString()!, nesting + 1);
                return inner with { Status = inner.Status ?? status, SignInUrl = signIn ?? inner.SignInUrl };
            }

            if (error.ValueKind == JsonValueKind.Object)
            {
                var inner = (Text(error, "message") ?? Text(body, "message")) is { } message
                    ? Read(message, nesting + 1)
                    : new ErrorBody(error.GetRawText(), null, null, null);
                return inner with
                {
                    Code = inner.Code ?? CodeText(error) ?? Text(error, "type"),
                    Status = inner.Status ?? status ?? Number(error, "code"),
                    SignInUrl = signIn ?? inner.SignInUrl,
                    PromptTokens = inner.PromptTokens ?? Count(error, "n_prompt_tokens"),
                    ContextLength = inner.ContextLength ?? Count(error, "n_ctx"),
                };
            }
        }

        var words = Read(Text(body, "message") ?? Text(body, "detail") ?? "", nesting + 1);
        return words with
        {
            Message = words.Message.Length > 0 ? words.Message : text,
            Code = words.Code ?? Text(body, "type"),
            Status = words.Status ?? status ?? Number(body, "code"),
            SignInUrl = signIn ?? words.SignInUrl,
            PromptTokens = words.PromptTokens ?? Count(body, "n_prompt_tokens"),
            ContextLength = words.ContextLength ?? Count(body, "n_ctx"),
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text : null;

    // LiteLLM writes its numbers as texts.
    private static string? CodeText(JsonElement error) => Text(error, "code") is { } code && !char.IsAsciiDigit(code[0]) ? code : null;

    private static long? Count(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count > 0 ? count : null;

    private static int? Number(JsonElement element, string name)
    {
        var isThere = element.TryGetProperty(name, out var value);
        var number = 0;
        return isThere && value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt32(out number),
            JsonValueKind.String => int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number),
            _ => false,
        } && number is >= 100 and < 1000 ? number : null;
    }

    private static string HtmlTitle(string html)
    {
        var start = html.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = html.IndexOf("</title>", StringComparison.OrdinalIgnoreCase);
        return start >= 0 && end > start + 7 ? $"web page '{html[(start + 7)..end].Trim()}'" : "a web page instead of an API answer";
    }
}
