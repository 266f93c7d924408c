using System.Text.Json;

namespace OllamaSdk.OpenAI;

public sealed partial record OpenAIResponse : IWireModel
{
    // The readers look for an error among the unknown members; here it is a known one, because most servers always send it, as null.
    Dictionary<string, JsonElement>? IWireModel.AdditionalProperties => Error is { } error ? new() { ["error"] = error } : AdditionalProperties;
}
