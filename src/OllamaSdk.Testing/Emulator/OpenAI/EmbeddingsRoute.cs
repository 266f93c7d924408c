using System.Buffers.Binary;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

internal sealed class EmbeddingsRoute(Route embed) : OpenAIRoute("/v1/embeddings", HttpMethod.Post)
{
    protected override async Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken)
    {
        using var request = Parse(await incoming.ReadBodyAsync(cancellationToken).ConfigureAwait(false), "EmbedRequest");
        var (name, format) = (request.Text("model"), request.Text("encoding_format"));
        if (format.ToLowerInvariant() is not ("" or "float" or "base64"))
        {
            throw RefusalException.BadRequest($"Invalid value for 'encoding_format' = {format}. Supported values: ['float', 'base64'].");
        }

        if (request.Find("input") is not { } input || (input.ValueKind == JsonValueKind.Array && input.GetArrayLength() == 0))
        {
            throw RefusalException.BadRequest("invalid input");
        }

        return await AskAsync(embed, WriteNative, Translate, cancellationToken).ConfigureAwait(false);

        void WriteNative(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("model", name);
            GenerationBody.Copy(json, "input", input);
            GenerationBody.Copy(json, "dimensions", request.Find("dimensions"));
            json.WriteEndObject();
        }

        async Task<HttpResponseMessage> Translate(HttpResponseMessage native)
        {
            using (native)
            {
                var answer = await ReadAsync(native, cancellationToken).ConfigureAwait(false);
                return Json(json => Write(json, name, answer, format.Equals("base64", StringComparison.OrdinalIgnoreCase)));
            }
        }
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement answer, bool asText)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var (vector, index) in answer.GetProperty("embeddings").EnumerateArray().Select((vector, index) => (vector, index)))
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WritePropertyName("embedding");
            if (asText)
            {
                json.WriteBase64StringValue(Bytes(vector));
            }
            else
            {
                vector.WriteTo(json);
            }

            json.WriteNumber("index", index);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", name);
        var tokens = new NativeAnswer(answer).PromptTokens;
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", tokens);
        json.WriteNumber("total_tokens", tokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Four bytes per number, the lowest first.
    private static byte[] Bytes(JsonElement vector)
    {
        var bytes = new byte[vector.GetArrayLength() * sizeof(float)];
        foreach (var (number, index) in vector.EnumerateArray().Select((number, index) => (number, index)))
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), number.GetSingle());
        }

        return bytes;
    }
}
