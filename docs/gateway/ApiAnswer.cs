using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Gateway;

/// <summary>What the gateway says itself, in the form that the path has: Ollama's, or OpenAI's below <c>/v1</c>.</summary>
internal static class ApiAnswer
{
    private static readonly PathString OpenAIPath = "/v1";

    public static Task RefuseAsync(HttpContext context, int status, string message, string code, int? retryAfterSeconds = null)
    {
        context.Response.Headers.RetryAfter = retryAfterSeconds?.ToString(CultureInfo.InvariantCulture);
        return SendAsync(context, status, json =>
        {
            if (!context.Request.Path.StartsWithSegments(OpenAIPath))
            {
                json.WriteString("error", message);
                return;
            }

            json.WriteStartObject("error");
            json.WriteString("message", message);
            json.WriteString("type", status switch { 429 => "rate_limit_error", >= 500 => "api_error", _ => "invalid_request_error" });
            json.WriteNull("param");
            json.WriteString("code", code);
            json.WriteEndObject();
        });
    }

    /// <summary>The models of all servers in one list, where that is what is asked for.</summary>
    /// <returns>Whether it was.</returns>
    public static async Task<bool> TryListAsync(HttpContext context, ModelTable table)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            return false;
        }

        switch (context.Request.Path.Value)
        {
            case "/api/tags":
                await SendAsync(context, StatusCodes.Status200OK, json => WriteList(json, "models", table.All(server => server.Native, "name")));
                return true;
            case "/v1/models":
                await SendAsync(context, StatusCodes.Status200OK, json =>
                {
                    json.WriteString("object", "list");
                    WriteList(json, "data", table.All(server => server.OpenAI, "id"));
                });
                return true;
            default:
                return false;
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<JsonElement> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            item.WriteTo(json);
        }

        json.WriteEndArray();
    }

    private static async Task SendAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength) = (status, "application/json", body.WrittenCount);
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
