using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Transport;
using Refit;

namespace OllamaSdk.ApiCalls;

/// <summary>Request bodies as JSON with a known length. Answers are read by our adapters, never by Refit.</summary>
internal sealed class BodySerializer(JsonSerializerOptions json) : IHttpContentSerializer, ISynchronousContentSerializer
{
    private readonly KeptHistories _histories = new();

    public HttpContent ToHttpContent<T>(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return JsonBody.Create(item, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)), _histories);
    }

    public HttpContent ToHttpContentSynchronous<T>(T item) => ToHttpContent(item);

    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContent(item);

    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"No adapter reads {typeof(T)}: a method of an interface has a return type that the SDK does not know.");

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;
}
