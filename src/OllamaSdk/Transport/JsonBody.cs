using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;

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
        (Utf8, Model) = (utf8, model);
        Headers.ContentType = Json;
    }

    public string? Model { get; }

    /// <summary>The body itself, which can be read when the content is disposed.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <param name="body">What is sent.</param>
    /// <param name="typeInfo">How it is written.</param>
    /// <param name="histories">What is kept of the conversations that were sent before.</param>
    public static JsonBody Create<T>(T body, JsonTypeInfo<T> typeInfo, KeptHistories histories) =>
        new(histories.Write(body, typeInfo) ?? ToUtf8(body, typeInfo), (body as IModelRequest)?.Model);

    /// <summary>How many bytes such a body has.</summary>
    public static int LengthOf<T>(T body, JsonTypeInfo<T> typeInfo) => ToUtf8(body, typeInfo).Length;

    private static byte[] ToUtf8<T>(T body, JsonTypeInfo<T> typeInfo)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(body, typeInfo);
        }
        catch (JsonException)
        {
            return ToUtf8Deep(body, typeInfo);
        }
    }

    // By itself the serializer writes no deeper than it reads. Here, so that usual bodies cost no more.
    private static byte[] ToUtf8Deep<T>(T body, JsonTypeInfo<T> typeInfo)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(utf8, new() { Encoder = typeInfo.Options.Encoder, MaxDepth = JsonDepth.Written }))
        {
            JsonSerializer.Serialize(writer, body, typeInfo);
        }

        return utf8.WrittenSpan.ToArray();
    }
}
