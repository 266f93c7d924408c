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
        var runner = request.Text("runner");
        if (server.Is040 && request.Flag("all_manifests") == true)
        {
            return runner.Length > 0 ? throw RefusalException.BadRequest("runner cannot be used with all_manifests") : Task.FromResult(Answer.Json(json => WriteAll(json, model)));
        }

        var form = server.FormOf(model, runner);
        return Task.FromResult(Answer.Json(json =>
        {
            json.WriteStartObject();
            WriteUnlessEmpty(json, "license", License(form));
            Write(json, form);
            WriteForms(json, form);
            json.WriteEndObject();
        }));
    }

    // Another shape than that of one form: the licence is there once.
    private void WriteAll(Utf8JsonWriter json, EmulatedModel model)
    {
        json.WriteStartObject();
        json.WriteStartArray("manifests");
        foreach (var form in server.FormsOf(model.Name))
        {
            json.WriteStartObject();
            json.WriteString("runner", form.Runner ?? "");
            Write(json, form);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteUnlessEmpty(json, "license", License(model));
        json.WriteEndObject();
    }

    private void WriteForms(Utf8JsonWriter json, EmulatedModel shown)
    {
        var forms = server.FormsOf(shown.Name);
        if (forms.Count < 2)
        {
            return;
        }

        json.WriteStartArray("manifests");
        foreach (var form in forms)
        {
            json.WriteStartObject();
            json.WriteString("digest", $"sha256:{form.Contents.Digest}");
            json.WriteString("runner", form.Runner);
            json.WriteString("format", ModelJson.Format(form));
            json.WriteBoolean("selected", form.Runner == shown.Runner);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string License(EmulatedModel model) => string.Join('\n', model.Contents.Licenses);

    private void Write(Utf8JsonWriter json, EmulatedModel model)
    {
        var contents = model.Contents;
        json.WriteString("modelfile", ModelfileText.Create(model));
        WriteUnlessEmpty(json, "parameters", ModelfileText.Parameters(contents));
        json.WriteString("template", ModelfileText.Template(contents));
        // Both came with 0.40.
        if (model.Runner is not null)
        {
            json.WriteString("template_source", "go_template");
        }

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
        WriteThinking(json, server.ThinkingOf(model));
        json.WriteString("modified_at", WireJson.Time(model.ModifiedAt));
        WriteUnlessEmpty(json, "requires", contents.Requires);
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
