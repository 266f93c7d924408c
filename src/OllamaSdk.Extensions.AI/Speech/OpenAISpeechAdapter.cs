using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="OpenAICompatibleClient"/> as a client that writes down what is said.</summary>
[Experimental(Experiments.SpeechToText)]
internal sealed class OpenAISpeechAdapter(OpenAICompatibleClient client, string? model) : ISpeechToTextClient
{
    private readonly SpeechToTextClientMetadata _metadata = new("openai", client.Endpoint, model);

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audioSpeechStream);
        var raw = options?.RawRepresentationFactory?.Invoke(this);
        var answer = await client.TranscribeAsync(
            audioSpeechStream, AudioNames.Of(audioSpeechStream), Request(options, raw as TranscriptionRequest), raw as CallOptions, cancellationToken).ConfigureAwait(false);
        var (start, end) = Times(answer.Segments ?? answer.Words);
        return new SpeechToTextResponse(answer.Text)
        {
            StartTime = start,
            EndTime = end,
            ModelId = options?.ModelId ?? model,
            Usage = UsageOf(answer.Usage),
            RawRepresentation = answer,
        };
    }

    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The route answers as a whole.
        foreach (var update in (await GetTextAsync(audioSpeechStream, options, cancellationToken).ConfigureAwait(false)).ToSpeechToTextResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(SpeechToTextClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(client) ? client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Nothing: the client belongs to whoever made it.</summary>
    public void Dispose()
    {
    }

    private TranscriptionRequest Request(SpeechToTextOptions? options, TranscriptionRequest? raw)
    {
        if (options?.TextLanguage is { } language && language != options.SpeechLanguage)
        {
            throw new NotSupportedException("The server writes down what is said and translates nothing: leave TextLanguage away.");
        }

        return new TranscriptionRequest
        {
            Model = raw?.Model ?? options?.ModelId ?? model,
            Language = raw?.Language ?? options?.SpeechLanguage,
            Prompt = raw?.Prompt ?? GivenProperties.Text(options?.AdditionalProperties, "prompt"),
            Temperature = raw?.Temperature,
        };
    }

    private static (TimeSpan? Start, TimeSpan? End) Times(JsonElement? parts) =>
        parts is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() is > 0 and var count
            ? (Seconds(list[0], "start"), Seconds(list[count - 1], "end"))
            : default;

    private static TimeSpan? Seconds(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var time) && time.ValueKind == JsonValueKind.Number
            && time.TryGetDouble(out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static UsageDetails? UsageOf(JsonElement? usage) => usage is not { ValueKind: JsonValueKind.Object } told ? null : new()
    {
        InputTokenCount = Count(told, "input_tokens"),
        OutputTokenCount = Count(told, "output_tokens"),
        TotalTokenCount = Count(told, "total_tokens"),
    };

    private static long? Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var number) ? number : null;
}
