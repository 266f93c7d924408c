using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>
/// A route of the OpenAI-compatible API. As in the real server the request is put into the native form, the native route answers, and its answer is put
/// into OpenAI's form: so both APIs say the same.
/// </summary>
internal abstract class OpenAIRoute(string path, HttpMethod method) : Route(path, method)
{
    // Without the charset, which only what is refused before the native route sees it has.
    private const string TranslatedType = "application/json";

    public sealed override async Task<HttpResponseMessage> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await TranslateAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusalException refusal)
        {
            return Answer.OpenAIError(refusal);
        }
    }

    /// <exception cref="RefusalException">The request has no native form.</exception>
    protected abstract Task<HttpResponseMessage> TranslateAsync(IncomingRequest request, CancellationToken cancellationToken);

    /// <summary>Asks a native route, and has its answer translated unless it is an error.</summary>
    protected static async Task<HttpResponseMessage> AskAsync(
        Route native, Action<Utf8JsonWriter> body, Func<HttpResponseMessage, Task<HttpResponseMessage>> translate, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, native.Path) { Content = new ByteArrayContent(WireJson.Write(body)) };
        HttpResponseMessage answer;
        try
        {
            answer = await native.AnswerAsync(new IncomingRequest(message, ""), cancellationToken).ConfigureAwait(false);
        }
        catch (RefusalException refusal)
        {
            return TranslatedError(refusal);
        }

        if (answer.IsSuccessStatusCode)
        {
            return await translate(answer).ConfigureAwait(false);
        }

        using (answer)
        {
            var error = await ReadAsync(answer, cancellationToken).ConfigureAwait(false);
            return TranslatedError(new RefusalException((int)answer.StatusCode, RequestBody.Find(error, "error")?.ToString() ?? ""));
        }
    }

    /// <summary>Asks a native route for a text, and has it translated: as events while it is made, or as one document.</summary>
    protected static Task<HttpResponseMessage> SpeakAsync(
        Route native,
        Action<Utf8JsonWriter> body,
        bool stream,
        IEventSource events,
        Action<Utf8JsonWriter, NativeAnswer> document,
        CancellationToken cancellationToken)
    {
        return AskAsync(native, body, TranslateAsync, cancellationToken);

        async Task<HttpResponseMessage> TranslateAsync(HttpResponseMessage answer)
        {
            if (stream)
            {
                return new HttpResponseMessage { Content = new EventContent(answer, events) };
            }

            using (answer)
            {
                var whole = new NativeAnswer(await ReadAsync(answer, cancellationToken).ConfigureAwait(false));
                return Json(json => document(json, whole));
            }
        }
    }

    /// <summary>What the native route refused.</summary>
    protected static HttpResponseMessage TranslatedError(RefusalException refusal) => Answer.OpenAIError(refusal, TranslatedType);

    protected static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return json.RootElement.Clone();
    }

    protected static RequestBody Parse(byte[] body, string type) =>
        body.Length == 0 ? throw RefusalException.BadRequest("EOF") : new RequestBody(body, type);

    /// <summary>A successful answer as the server sends it after it has translated it.</summary>
    protected static HttpResponseMessage Json(Action<Utf8JsonWriter> write) => Answer.Json(write, TranslatedType);

    /// <summary>A number for an id, below <paramref name="limit"/>: the real server draws one, here it is the same for the same request.</summary>
    protected static int Id(byte[] body, int limit) => (int)(Tokens.Hash(Encoding.UTF8.GetString(body)) % (ulong)limit);
}
