using System.Text.Json;
using System.Text.Json.Serialization;
using OllamaSdk.Streaming;

namespace OllamaSdk.Generators.Http.Tests.Running;

internal sealed record ProbeQuestion(string Text);

internal enum ProbeOrder
{
    NewestFirst,
}

internal sealed record ProbeAnswer(string? Text, bool IsLast) : IStreamItem
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }

    public void AppendTo(PartialAnswer partial) => partial.AppendContent(Text);
}

[JsonSerializable(typeof(ProbeQuestion))]
[JsonSerializable(typeof(ProbeAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ProbeContext : JsonSerializerContext;
