using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Everything about one model.</summary>
internal sealed class ShowRoute(EmulatedServer server) : BufferedRoute("/api/show", HttpMethod.Post)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new RequestBody(body, "ShowRequest");
        var name = request.Text("model") is { Length: > 0 } given ? given : request.Text("name");
        if (name.Length == 0)
        {
            throw RefusalException.BadRequest("model is required");
        }

        // Alone among the routes, this one quotes the name with its tag.
        var model = server.Get(ModelName.TryNormalize(name) ?? throw RefusalException.BadRequest("invalid model name"));
        return Task.FromResult(Answer.Json(json => Write(json, model, server.ThinkingOf(model.Name))));
    }

    private static void Write(Utf8JsonWriter json, EmulatedModel model, ModelThinking? thinking)
    {
        var contents = model.Contents;
        json.WriteStartObject();
        WriteUnlessEmpty(json, "license", string.Join('\n', contents.Licenses));
        json.WriteString("modelfile", ModelfileText.Create(model));
        WriteUnlessEmpty(json, "parameters", ModelfileText.Parameters(contents));
        json.WriteString("template", ModelfileText.Template(contents));
        WriteUnlessEmpty(json, "system", contents.System);
        ModelJson.WriteDetails(json, model, withLengths: false);
        if (contents.Messages.Length > 0)
        {
            json.WritePropertyName("messages");
            json.WriteRawValue(contents.Messages);
        }

        WriteInfo(json, model);
        WriteTensors(json, model);
        ModelJson.WriteCapabilities(json, model);
        WriteThinking(json, thinking);
        json.WriteString("modified_at", WireJson.Time(model.ModifiedAt));
        WriteUnlessEmpty(json, "requires", contents.Requires);
        json.WriteEndObject();
    }

    private static void WriteThinking(Utf8JsonWriter json, ModelThinking? thinking)
    {
        if (thinking is not null)
        {
            json.WritePropertyName("thinking");
            json.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(thinking, (JsonTypeInfo<ModelThinking>)LlmJson.Options.GetTypeInfo(typeof(ModelThinking))));
        }
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteInfo(Utf8JsonWriter json, EmulatedModel model)
    {
        json.WriteStartObject("model_info");
        json.WriteString("general.architecture", model.Contents.Family);
        json.WriteNumber("general.parameter_count", 0);
        json.WriteNumber($"{model.Contents.Family}.context_length", model.ContextLength);
        json.WriteNumber($"{model.Contents.Family}.embedding_length", model.EmbeddingLength);
        json.WriteNull("tokenizer.ggml.tokens");
        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, EmulatedModel model)
    {
        json.WriteStartArray("tensors");
        json.WriteStartObject();
        json.WriteString("name", "token_embd.weight");
        json.WriteString("type", "F16");
        json.WriteStartArray("shape");
        json.WriteNumberValue(model.EmbeddingLength);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
