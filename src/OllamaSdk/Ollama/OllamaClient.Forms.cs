using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>
    /// All forms of a model: since server version 0.40.0 one name can stand for several, each made for a runner of its own. Which of them a request means is
    /// said by its <see cref="OllamaChatRequest.Runner"/>; where it says nothing, the server chooses.
    /// </summary>
    /// <inheritdoc cref="ShowModelAsync(string?, CallOptions?, CancellationToken)" path="/param|/exception"/>
    /// <returns>
    /// What is known of each, with its <see cref="ShowModelResponse.Runner"/>. One answer, without manifests, from a server before 0.40.0, which does not know
    /// the question.
    /// </returns>
    public virtual async Task<IReadOnlyList<ShowModelResponse>> ShowModelFormsAsync(
        string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await ShowModelAsync(new ShowModelRequest { Model = model, AllManifests = true }, options, cancellationToken).ConfigureAwait(false);
        // A server that does not know the question may still name the forms, but tells of one only.
        return answer.Manifests is [{ DetailsOnWire: not null } or { Capabilities: not null }, ..]
            ? [.. answer.Manifests.Select(form => Describe(form, answer.LicenseOnWire))]
            : [answer];
    }

    private static ShowModelResponse Describe(ModelManifest form, string? license)
    {
        var json = JsonSerializer.SerializeToElement(form, TypeInfo<ModelManifest>());
        var described = json.Deserialize(TypeInfo<ShowModelResponse>())!;
        // It is there once for all of them.
        described.LicenseOnWire ??= license;
        return described;
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
}
