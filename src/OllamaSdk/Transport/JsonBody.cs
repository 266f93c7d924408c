using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Transport;

/// <summary>A request that names a model, so that failures can say which.</summary>
internal interface IModelRequest
{
    string? Model { get; }
}

/// <summary>A JSON body with a known length that can be sent any number of times.</summary>
internal sealed class JsonBody : ByteArrayContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private JsonBody(byte[] utf8, string? model)
        : base(utf8)
    {
        Model = model;
        Headers.ContentType = Json;
    }

    public string? Model { get; }

    public static JsonBody Create<T>(T body, JsonTypeInfo<T> typeInfo) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, typeInfo), (body as IModelRequest)?.Model);
}
