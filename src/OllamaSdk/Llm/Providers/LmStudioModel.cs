using System.Buffers;
using System.Text.Json;

namespace OllamaSdk.Providers;

/// <summary>An entry of LM Studio's own model list.</summary>
internal static class LmStudioModel
{
    public static LlmModelInfo Read(JsonElement entry)
    {
        var loaded = entry.Member("loaded_instances").Items().ToArray();
        return new LlmModelInfo
        {
            Id = entry.Member("key").AsText() ?? "",
            OwnedBy = entry.Member("publisher").AsText(),
            ContextLength = loaded.Select(i => i.Member("config").Member("context_length").AsNumber()).FirstOrDefault() ?? entry.Member("max_context_length").AsNumber(),
            Description = entry.Member("description").AsText()
                ?? ModelInfos.Words(entry.Member("display_name").AsText(), entry.Member("params_string").AsText(), entry.Member("quantization").Member("name").AsText()),
            Size = entry.Member("size_bytes").AsNumber(),
            Capabilities = [.. Capabilities(entry)],
            IsLoaded = loaded.Length > 0,
        };
    }

    public static JsonElement LoadRequest(string model, int? contextLength)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            if (contextLength is { } length)
            {
                writer.WriteNumber("context_length", length);
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static IEnumerable<ModelCapability> Capabilities(JsonElement entry)
    {
        if (entry.Member("type").AsText() == "embedding")
        {
            yield return ModelCapability.Embedding;
            yield break;
        }

        yield return ModelCapability.Completion;
        var known = entry.Member("capabilities");
        if (known.Member("trained_for_tool_use") is { ValueKind: JsonValueKind.True })
        {
            yield return ModelCapability.Tools;
        }

        if (known.Member("vision") is { ValueKind: JsonValueKind.True })
        {
            yield return ModelCapability.Vision;
        }

        if (known.Member("reasoning") is not null)
        {
            yield return ModelCapability.Thinking;
        }
    }
}
