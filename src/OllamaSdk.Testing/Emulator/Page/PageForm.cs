using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>What somebody has filled in.</summary>
internal static class PageForm
{
    /// <exception cref="JsonException">It is no JSON object.</exception>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, int maxBytes)
    {
        var buffer = new byte[maxBytes + 1];
        var count = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted).ConfigureAwait(false);
        if (count > maxBytes)
        {
            throw new BadHttpRequestException($"A rule may have {maxBytes} bytes.");
        }

        var form = JsonDocument.Parse(buffer.AsMemory(0, count));
        if (form.RootElement.ValueKind == JsonValueKind.Object)
        {
            return form;
        }

        form.Dispose();
        throw new JsonException("A rule is a JSON object.");
    }
}
