using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway;

/// <summary>The beginning of a request's body, which tells the model; all of it where it is short, so that it can be sent again.</summary>
internal sealed class KeptBody
{
    private const int FirstBytes = 16 * 1024;
    private readonly Stream _source;
    private readonly byte[] _bytes;
    private readonly int _count;

    private KeptBody(Stream source, byte[] bytes, int count, bool isWhole) => (_source, _bytes, _count, CanRepeat) = (source, bytes, count, isWhole);

    /// <summary>Whether the request can be sent a second time: all of it is here.</summary>
    public bool CanRepeat { get; }

    /// <summary>The top-level member <c>model</c>; <see langword="null"/> where there is none in what was read.</summary>
    public string? Model => FindModel(_bytes.AsSpan(0, _count), CanRepeat);

    public static async Task<KeptBody> ReadAsync(HttpContext context, int maxBytes)
    {
        var source = context.Request.Body;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return new(source, [], 0, isWhole: true);
        }

        var (buffer, count) = (new byte[Math.Min(FirstBytes, maxBytes)], 0);
        while (true)
        {
            var read = await source.ReadAsync(buffer.AsMemory(count), context.RequestAborted);
            count += read;
            if (read == 0 || count == maxBytes)
            {
                return new(source, buffer, count, isWhole: read == 0);
            }

            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(maxBytes, buffer.Length * 2));
            }
        }
    }

    /// <summary>Puts the body before whoever reads it next, from its beginning.</summary>
    public void GiveTo(HttpRequest request) => request.Body = CanRepeat ? new MemoryStream(_bytes, 0, _count, writable: false) : new JoinedStream(_bytes.AsMemory(0, _count), _source);

    private static string? FindModel(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        try
        {
            var json = new Utf8JsonReader(bytes, isWhole, state: default);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isModel = json.ValueTextEquals("model"u8);
                if (!json.Read())
                {
                    return null;
                }

                if (isModel)
                {
                    return json.TokenType == JsonTokenType.String ? json.GetString() : null;
                }

                if (!json.TrySkip())
                {
                    return null;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The server will say what is wrong with it, in its own words.
        }

        return null;
    }
}
