using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Decisions;

namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>HTTP answers in the forms the server uses.</summary>
internal static class Answer
{
    private const string JsonType = "application/json; charset=utf-8";

    public static HttpResponseMessage Json(Action<Utf8JsonWriter> write, string contentType = JsonType) => Of(200, contentType, WireJson.Write(write));

    public static HttpResponseMessage Error(RefusalException refusal) =>
        Of(refusal.Status, JsonType, WireJson.Write(json => WriteError(json, refusal.Message, refusal.SignInUrl)));

    public static HttpResponseMessage Error(int status, string message, string contentType) =>
        Of(status, contentType, WireJson.Write(json => WriteError(json, message)));

    /// <summary>A refusal in the form of the paths that it belongs to.</summary>
    public static HttpResponseMessage Error(string path, RefusalException refusal) =>
        path.StartsWith("/v1/", StringComparison.Ordinal) && path != DecisionRoute.DecisionPath ? OpenAIError(refusal) : Error(refusal);

    /// <summary>A refusal in the form of the OpenAI-compatible API.</summary>
    public static HttpResponseMessage OpenAIError(RefusalException refusal, string contentType = JsonType) =>
        Of(refusal.Status, contentType, WireJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", refusal.Message);
            json.WriteString("type", refusal.Status switch { 400 => "invalid_request_error", 404 => "not_found_error", _ => "api_error" });
            json.WriteNull("param");
            json.WriteNull("code");
            json.WriteEndObject();
            json.WriteEndObject();
        }));

    public static void WriteError(Utf8JsonWriter json, string message, string? signInUrl = null)
    {
        json.WriteStartObject();
        json.WriteString("error", message);
        if (signInUrl is not null)
        {
            json.WriteString("signin_url", signInUrl);
        }

        json.WriteEndObject();
    }

    /// <summary>A status and nothing else.</summary>
    public static HttpResponseMessage Empty(int status) => new((HttpStatusCode)status) { Content = new ByteArrayContent([]) };

    public static HttpResponseMessage PageNotFound() => Text(404, "404 page not found");

    public static HttpResponseMessage Text(int status, string text, string contentType = "text/plain") =>
        Of(status, contentType, Encoding.UTF8.GetBytes(text));

    /// <summary>A stream of lines, each made when it is read.</summary>
    public static HttpResponseMessage Lines(LineStream lines)
    {
        var content = new StreamContent(lines);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-ndjson");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    public static HttpResponseMessage Redirect(int status, string path)
    {
        var response = status == 301
            ? Text(status, $"<a href=\"{path}\">Moved Permanently</a>.\n\n", "text/html; charset=utf-8")
            : Empty(status);
        response.Headers.Location = new Uri(path, UriKind.Relative);
        return response;
    }

    public static HttpResponseMessage MethodNotAllowed(IEnumerable<HttpMethod> allowed)
    {
        var response = Text(405, "405 method not allowed");
        foreach (var method in allowed)
        {
            response.Content.Headers.Allow.Add(method.Method);
        }

        return response;
    }

    /// <summary>The answer to HEAD: the headers of the answer to GET, its length included.</summary>
    public static HttpResponseMessage WithoutBody(HttpResponseMessage full)
    {
        var head = new ByteArrayContent([]);
        head.Headers.ContentType = full.Content.Headers.ContentType;
        head.Headers.ContentLength = full.Content.Headers.ContentLength;
        full.Content.Dispose();
        full.Content = head;
        return full;
    }

    public static HttpResponseMessage Of(int status, string contentType, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        content.Headers.ContentLength = body.Length;
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }
}
