using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>A chat as one would write it down without the SDK; both APIs share what is asked.</summary>
internal sealed record PlainRequest(string Model, IReadOnlyList<PlainMessage> Messages, bool Stream);

internal sealed record PlainMessage(string Role, string Content);

internal sealed record PlainAnswer(PlainMessage Message, [property: JsonPropertyName("eval_count")] int EvalCount);

internal sealed record PlainCompletion(IReadOnlyList<PlainChoice> Choices, PlainUsage Usage);

internal sealed record PlainChoice(PlainMessage Message);

internal sealed record PlainUsage([property: JsonPropertyName("completion_tokens")] int CompletionTokens);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlainRequest))]
[JsonSerializable(typeof(PlainAnswer))]
[JsonSerializable(typeof(PlainCompletion))]
internal sealed partial class PlainChatContext : JsonSerializerContext;

/// <summary>A short call by hand: a client, the serializer, and no check beyond the status.</summary>
internal sealed class PlainChat(Uri endpoint, HttpMessageHandler? handler)
{
    private readonly HttpClient _http = Streams.Reading.Http(handler);

    public async Task<long> NativeAsync(PlainRequest request)
    {
        using var response = await _http.PostAsync(new Uri($"{endpoint}/api/chat"), Content(request));
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync(PlainChatContext.Default.PlainAnswer);
        return answer!.Message.Content.Length + answer.EvalCount;
    }

    public async Task<long> OpenAIAsync(PlainRequest request)
    {
        using var response = await _http.PostAsync(new Uri($"{endpoint}/v1/chat/completions"), Content(request));
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync(PlainChatContext.Default.PlainCompletion);
        return answer!.Choices[0].Message.Content.Length + answer.Usage.CompletionTokens;
    }

    // Whole, and not while it is being written: nothing costs less, and servers want to know the length.
    private static ByteArrayContent Content(PlainRequest request) =>
        new(JsonSerializer.SerializeToUtf8Bytes(request, PlainChatContext.Default.PlainRequest)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
