using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

internal sealed class CompletionsRoute(EmulatedServer server, Route generate) : OpenAIRoute("/v1/completions", HttpMethod.Post)
{
    protected override async Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken)
    {
        var body = await incoming.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
        using var request = Parse(body, "CompletionRequest");
        var stream = request.Flag("stream") ?? false;
        var shape = new CompletionShape($"cmpl-{Id(body, 999)}", server.Clock.GetUtcNow().ToUnixTimeSeconds(), UsageRule.Read(request));
        return await SpeakAsync(generate, json => WriteNative(json, request, stream), stream, shape, shape.WriteWhole, cancellationToken).ConfigureAwait(false);
    }

    private static void WriteNative(Utf8JsonWriter json, RequestBody request, bool stream)
    {
        json.WriteStartObject();
        json.WriteString("model", request.Text("model"));
        json.WriteString("prompt", request.Text("prompt"));
        json.WriteString("suffix", request.Text("suffix"));
        json.WriteBoolean("stream", stream);
        GenerationBody.WriteOptions(json, request, "max_tokens");
        json.WriteEndObject();
    }
}

/// <summary>The JSON of a text completion. Thoughts are not in it: in a stream they become events without a text.</summary>
internal sealed class CompletionShape(string id, long created, bool withUsage) : IEventSource
{
    public void WriteWhole(Utf8JsonWriter json, NativeAnswer answer)
    {
        WriteStart(json);
        WriteModel(json, answer);
        WriteChoice(json, answer);
        UsageRule.Write(json, answer);
        json.WriteEndObject();
    }

    public byte[] Translate(NativeAnswer answer)
    {
        var events = new EventBuffer();
        events.Add(json =>
        {
            WriteStart(json);
            WriteChoice(json, answer);
            WriteModel(json, answer);
            if (withUsage)
            {
                UsageRule.WriteNone(json);
            }

            json.WriteEndObject();
        });
        if (answer.IsLast)
        {
            AddEnd(events, answer);
        }

        return events.ToArray();
    }

    private void AddEnd(EventBuffer events, NativeAnswer answer)
    {
        if (withUsage)
        {
            events.Add(json =>
            {
                WriteStart(json);
                json.WriteStartArray("choices");
                json.WriteEndArray();
                WriteModel(json, answer);
                UsageRule.Write(json, answer);
                json.WriteEndObject();
            });
        }

        events.AddEnd();
    }

    private void WriteStart(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", "text_completion");
        json.WriteNumber("created", created);
    }

    private static void WriteModel(Utf8JsonWriter json, NativeAnswer answer)
    {
        json.WriteString("model", answer.Model);
        json.WriteString("system_fingerprint", "fp_ollama");
    }

    private static void WriteChoice(Utf8JsonWriter json, NativeAnswer answer)
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteString("text", answer.Content);
        json.WriteNumber("index", 0);
        json.WriteString("finish_reason", answer.DoneReason.Length > 0 ? answer.DoneReason : null);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
