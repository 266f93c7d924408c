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
        return await AskAsync(chat, Compaction.Question(request, stream: false), Translate, cancellationToken).ConfigureAwait(false);

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
        new CompactionItem($"cmp_{number}", summary, true).Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
