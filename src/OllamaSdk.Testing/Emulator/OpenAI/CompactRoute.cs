using System.Text;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>Makes a conversation short: what the model says when it is asked for a summary, in an item that goes back into the next request.</summary>
internal sealed class CompactRoute(EmulatedServer server, Route chat) : OpenAIRoute("/v1/responses/compact", HttpMethod.Post)
{
    private const int IdLimit = 999_999;

    protected override async Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken)
    {
        var body = await incoming.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        using var request = Parse(body, "ResponsesRequest");
        var model = request.Text("model") is { Length: > 0 } name ? name : throw RefusalException.BadRequest("model is required");
        if (request.Find("input") is null or { ValueKind: JsonValueKind.Null })
        {
            throw RefusalException.BadRequest("input is required");
        }

        var messages = ResponseMessages.Read(request);
        if (messages.All(message => message.Content.Length == 0))
        {
            throw RefusalException.BadRequest("compaction input is empty");
        }

        if (messages.Any(message => message.Images.Count > 0))
        {
            throw RefusalException.BadRequest("images are not supported in compaction");
        }

        return await AskAsync(chat, WriteNative, Translate, cancellationToken).ConfigureAwait(false);

        void WriteNative(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteStartArray("messages");
            foreach (var message in messages.Append(new NativeMessage("user", "Summarize this conversation.")))
            {
                MessageWriter.Write(json, message);
            }

            json.WriteEndArray();
            json.WriteBoolean("stream", false);
            json.WriteEndObject();
        }

        async Task<HttpResponseMessage> Translate(HttpResponseMessage native)
        {
            using (native)
            {
                var whole = new NativeAnswer(await ReadAsync(native, cancellationToken).ConfigureAwait(false));
                return Json(json => Write(json, Id(body, IdLimit), whole.Content));
            }
        }
    }

    private void Write(Utf8JsonWriter json, int number, string summary)
    {
        json.WriteStartObject();
        json.WriteString("id", $"resp_{number}");
        json.WriteString("object", "response.compaction");
        json.WriteNumber("created_at", server.Clock.GetUtcNow().ToUnixTimeSeconds());
        json.WriteStartArray("output");
        json.WriteStartObject();
        json.WriteString("type", "compaction");
        json.WriteString("id", $"cmp_{number}");
        json.WriteString("encrypted_content", Encoding.UTF8.GetString(WireJson.Write(content =>
        {
            content.WriteStartObject();
            content.WriteString("kind", "summary");
            content.WriteNumber("version", 1);
            content.WriteString("summary", summary);
            content.WriteEndObject();
        })));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
