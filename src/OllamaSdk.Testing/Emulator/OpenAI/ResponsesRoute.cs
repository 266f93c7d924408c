using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

internal sealed class ResponsesRoute(EmulatedServer server, Route chat) : OpenAIRoute("/v1/responses", HttpMethod.Post)
{
    private const int IdLimit = 999_999;

    protected override async Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken)
    {
        var body = await incoming.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        using var request = Parse(body, "ResponsesRequest");
        var stream = request.Flag("stream") ?? false;
        var response = new ResponseShape(request, Id(body, IdLimit), server.Clock);
        var compacts = Compaction.IsAskedFor(request);
        if (compacts && !stream)
        {
            throw RefusalException.BadRequest("compaction_trigger requires stream to be true");
        }

        var answer = await SpeakAsync(
            chat,
            compacts ? Compaction.Question(request, stream) : json => WriteNative(json, request, stream),
            stream,
            new ResponseEvents(response, compacts),
            (json, whole) => response.Write(json, OutputItem.Of(whole, response.Number), whole),
            cancellationToken).ConfigureAwait(false);
        if (stream && answer.IsSuccessStatusCode)
        {
            answer.Headers.CacheControl = new() { NoCache = true };
        }

        return answer;
    }

    private void WriteNative(Utf8JsonWriter json, RequestBody request, bool stream)
    {
        json.WriteStartObject();
        json.WriteString("model", request.Text("model"));
        json.WriteStartArray("messages");
        foreach (var message in ResponseMessages.Read(request))
        {
            MessageWriter.Write(json, message);
        }

        json.WriteEndArray();
        json.WriteBoolean("stream", stream);
        GenerationBody.WriteOptions(json, request, "max_output_tokens");
        GenerationBody.WriteThink(json, GenerationBody.Effort(request), server.ThinkingOf(server.Find(request.Text("model"))));
        json.WriteStartArray("tools");
        foreach (var tool in ResponseShape.Functions(request))
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            foreach (var name in (string[])["name", "description", "parameters"])
            {
                GenerationBody.Copy(json, name, RequestBody.Find(tool, name));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (request.Find("text") is { ValueKind: JsonValueKind.Object } text && RequestBody.Find(text, "format") is { ValueKind: JsonValueKind.Object } format)
        {
            GenerationBody.Copy(json, "format", RequestBody.Find(format, "schema"));
        }

        json.WriteEndObject();
    }
}
