using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.StreamApp;

/// <summary>The least that a program can do that wants the text: no check, no time limit, no object for a chunk.</summary>
internal static class ByHand
{
    private const int BufferSize = 16 * 1024;
    private static ReadOnlySpan<byte> Body => """{"model":"llama3.2:3b","messages":[{"role":"user","content":"Why is the sky blue?"}],"stream":true}"""u8;

    public static async Task<string> ReadAsync(string address)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/api/chat") { Content = new ByteArrayContent(Body.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = (await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var text = new StringBuilder();
        var buffer = new byte[BufferSize];
        var held = 0;
        while (await stream.ReadAsync(buffer.AsMemory(held)) is > 0 and var read)
        {
            var end = held + read;
            var taken = Take(buffer.AsSpan(0, end), text);
            buffer.AsSpan(taken, end - taken).CopyTo(buffer);
            held = end - taken;
        }

        return text.ToString();
    }

    private static int Take(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        var taken = 0;
        while (bytes[taken..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var reader = new Utf8JsonReader(bytes.Slice(taken, length));
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("content"u8))
                {
                    reader.Read();
                    text.Append(reader.GetString());
                }
            }

            taken += length + 1;
        }

        return taken;
    }
}
