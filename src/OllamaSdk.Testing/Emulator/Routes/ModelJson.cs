using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>The parts of a model's description that several routes show.</summary>
internal static class ModelJson
{
    /// <param name="json">Gets the object's member.</param>
    /// <param name="model">Whose details.</param>
    /// <param name="withLengths">Only the list of all models shows the two lengths.</param>
    public static void WriteDetails(Utf8JsonWriter json, EmulatedModel model, bool withLengths)
    {
        var contents = model.Contents;
        json.WriteStartObject("details");
        json.WriteString("parent_model", contents.Parent);
        json.WriteString("format", Format(model));
        json.WriteString("family", contents.Family);
        json.WriteStartArray("families");
        json.WriteStringValue(contents.Family);
        json.WriteEndArray();
        json.WriteString("parameter_size", contents.ParameterSize);
        json.WriteString("quantization_level", contents.Quantization);
        if (model.Runner is { } runner)
        {
            json.WriteString("runner", runner);
        }

        if (withLengths)
        {
            json.WriteNumber("context_length", model.ContextLength);
            json.WriteNumber("embedding_length", model.EmbeddingLength);
        }

        json.WriteEndObject();
    }

    public static string Format(EmulatedModel model) => model.Runner == "mlx" ? "safetensors" : "gguf";

    public static void WriteCapabilities(Utf8JsonWriter json, EmulatedModel model)
    {
        json.WriteStartArray("capabilities");
        foreach (var capability in model.Capabilities)
        {
            json.WriteStringValue(capability.Value);
        }

        json.WriteEndArray();
    }
}
