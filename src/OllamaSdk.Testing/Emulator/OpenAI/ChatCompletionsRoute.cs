using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

internal sealed class ChatCompletionsRoute(EmulatedServer server, Route chat) : OpenAIRoute("/v1/chat/completions", HttpMethod.Post)
{
    protected override async Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken)
    {
        var body = await incoming.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        using var request = Parse(body, "ChatCompletionRequest");
        var stream = request.Flag("stream") ?? false;
        var shape = new ChatCompletionShape($"chatcmpl-{Id(body, 999)}", server.Clock.GetUtcNow().ToUnixTimeSeconds(), UsageRule.Read(request));
        return await SpeakAsync(chat, json => WriteNative(json, request, stream), stream, shape, shape.WriteWhole, cancellationToken).ConfigureAwait(false);
    }

    private void WriteNative(Utf8JsonWriter json, RequestBody request, bool stream)
    {
        json.WriteStartObject();
        json.WriteString("model", request.Text("model"));
        json.WriteStartArray("messages");
        foreach (var message in ChatMessages.Read(request))
        {
            MessageWriter.Write(json, message);
        }

        json.WriteEndArray();
        json.WriteBoolean("stream", stream);
        GenerationBody.WriteOptions(json, request, "max_tokens");
        GenerationBody.WriteThink(json, GenerationBody.Effort(request) is { Length: > 0 } effort ? effort : request.Text("reasoning_effort"), server.ThinkingOf(server.Find(request.Text("model"))));
        GenerationBody.Copy(json, "tools", request.Find("tools"));
        GenerationBody.Copy(json, "logprobs", request.Find("logprobs"));
        GenerationBody.Copy(json, "top_logprobs", request.Find("top_logprobs"));
        WriteFormat(json, request.Find("response_format"));
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, JsonElement? format)
    {
        if (format is not { ValueKind: JsonValueKind.Object } wanted)
        {
            return;
        }

        if (RequestBody.Find(wanted, "type")?.ToString() == "json_object")
        {
            json.WriteString("format", "json");
        }
        else if (RequestBody.Find(wanted, "json_schema") is { ValueKind: JsonValueKind.Object } schema)
        {
            GenerationBody.Copy(json, "format", RequestBody.Find(schema, "schema"));
        }
    }
}
