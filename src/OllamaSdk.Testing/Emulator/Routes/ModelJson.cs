using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>The parts of a model's description that several routes show.</summary>
internal static class ModelJson
{
    public const string Architecture = "emulator";

    /// <summary>64 hexadecimal digits, the same for the same name.</summary>
    public static string Digest(EmulatedModel model) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(model.Name))).ToLowerInvariant();

    /// <param name="json">Gets the object's member.</param>
    /// <param name="model">Whose details.</param>
    /// <param name="withLengths">Only the list of all models shows the two lengths.</param>
    public static void WriteDetails(Utf8JsonWriter json, EmulatedModel model, bool withLengths)
    {
        json.WriteStartObject("details");
        json.WriteString("parent_model", "");
        json.WriteString("format", "gguf");
        json.WriteString("family", Architecture);
        json.WriteStartArray("families");
        json.WriteStringValue(Architecture);
        json.WriteEndArray();
        json.WriteString("parameter_size", "0");
        json.WriteString("quantization_level", "F16");
        if (withLengths)
        {
            json.WriteNumber("context_length", model.ContextLength);
            json.WriteNumber("embedding_length", model.EmbeddingLength);
        }

        json.WriteEndObject();
    }

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
