using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>Speech to text. Nothing is listened to: the length of the recording and the prompt are the question.</summary>
internal sealed class TranscriptionsRoute(Route chat) : OpenAIRoute("/v1/audio/transcriptions", HttpMethod.Post)
{
    // The real server lets the headers of its inner stream out.
    private const string InnerType = "application/x-ndjson";

    protected override async Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken)
    {
        var body = await incoming.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        var form = MultipartForm.TryRead(incoming.Message.Content?.Headers.ContentType, body)
            ?? throw RefusalException.BadRequest("failed to parse multipart form: request Content-Type isn't multipart/form-data");
        var model = form.Text("model") is { Length: > 0 } name ? name : throw RefusalException.BadRequest("model is required");
        var audio = form.Find("file") ?? throw RefusalException.BadRequest("file is required: http: no such file");
        if (audio.IsEmpty)
        {
            throw RefusalException.BadRequest("audio file is empty");
        }

        return await AskAsync(chat, WriteNative, Translate, cancellationToken).ConfigureAwait(false);

        void WriteNative(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteStartArray("messages");
            MessageWriter.Write(json, new NativeMessage("user", $"Transcribe {audio.Length} bytes. {form.Text("prompt")}".TrimEnd()));
            json.WriteEndArray();
            json.WriteBoolean("stream", false);
            json.WriteEndObject();
        }

        async Task<HttpResponseMessage> Translate(HttpResponseMessage native)
        {
            using (native)
            {
                var text = new NativeAnswer(await ReadAsync(native, cancellationToken).ConfigureAwait(false)).Content;
                return Answer.Of(200, InnerType, form.Text("response_format") == "text" ? Encoding.UTF8.GetBytes(text) : WireJson.Write(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("text", text);
                    json.WriteEndObject();
                }));
            }
        }
    }
}
