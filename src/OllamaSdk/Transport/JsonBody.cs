using System.Buffers;
using System.Net;
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

/// <summary>A JSON body with a known length that can be sent any number of times. Its pieces never change, and can be read when it is disposed.</summary>
internal sealed class JsonBody : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ReadOnlyMemory<byte> _first;
    private readonly ReadOnlyMemory<byte>[] _others;

    private JsonBody(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte>[] others, string? model)
    {
        (_first, _others, Model) = (first, others, model);
        Headers.ContentType = Json;
    }

    public string? Model { get; }

    /// <summary>The whole body; in a copy where it is in pieces.</summary>
    public ReadOnlyMemory<byte> Utf8
    {
        get
        {
            if (_others.Length == 0)
            {
                return _first;
            }

            var (utf8, at) = (new byte[Length], _first.Length);
            _first.CopyTo(utf8);
            foreach (var piece in _others)
            {
                piece.CopyTo(utf8.AsMemory(at));
                at += piece.Length;
            }

            return utf8;
        }
    }

    public int Pieces => 1 + _others.Length;

    private int Length
    {
        get
        {
            var length = _first.Length;
            foreach (var piece in _others)
            {
                length = checked(length + piece.Length);
            }

            return length;
        }
    }

    /// <param name="body">What is sent.</param>
    /// <param name="typeInfo">How it is written.</param>
    /// <param name="histories">What is kept of the conversations that were sent before.</param>
    public static JsonBody Create<T>(T body, JsonTypeInfo<T> typeInfo, KeptHistories histories)
    {
        var model = (body as IModelRequest)?.Model;
        return histories.Write(body, typeInfo) is [var first, .. var others] ? new(first, others, model) : new(ToUtf8(body, typeInfo), [], model);
    }

    /// <summary>How many bytes such a body has.</summary>
    public static int LengthOf<T>(T body, JsonTypeInfo<T> typeInfo) => ToUtf8(body, typeInfo).Length;

    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _others.Length == 0 ? stream.WriteAsync(_first, cancellationToken).AsTask() : WritePiecesAsync(stream, cancellationToken);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        stream.Write(_first.Span);
        foreach (var piece in _others)
        {
            stream.Write(piece.Span);
        }
    }

    private async Task WritePiecesAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_first, cancellationToken).ConfigureAwait(false);
        foreach (var piece in _others)
        {
            await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
        }
    }

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
