using System.Diagnostics;
using OllamaSdk.OpenAI;
using OllamaSdk.Telemetry;

namespace OllamaSdk.Watching;

/// <summary>What a request asks for, as the conventions' attributes. What it leaves to the server is not there.</summary>
internal static class RequestTags
{
    public static void Set(Activity activity, object? request)
    {
        switch (request)
        {
            case OllamaChatRequest chat:
                Set(activity, chat.Options);
                SetOutput(activity, chat.Format);
                Set(activity, chat.Think);
                break;
            case GenerateRequest generate:
                Set(activity, generate.Options);
                SetOutput(activity, generate.Format);
                Set(activity, generate.Think);
                break;
            case EmbedRequest embed:
                activity.SetTag(Names.Dimensions, embed.Dimensions);
                break;
            case EmbeddingRequest embed:
                activity.SetTag(Names.Dimensions, embed.Dimensions);
                activity.SetTag(Names.RequestEncodings, embed.EncodingFormat is { } encoding ? new[] { encoding.Value } : null);
                break;
            case ChatCompletionRequest chat:
                Set(activity, chat.Temperature, chat.TopP, chat.MaxCompletionTokens ?? chat.MaxTokens, chat.Seed, chat.FrequencyPenalty, chat.PresencePenalty, chat.Stop?.Texts);
                SetChoices(activity, chat.N);
                activity.SetTag(Names.RequestReasoning, (chat.ReasoningEffort ?? chat.Reasoning?.Effort)?.Value);
                activity.SetTag(Names.OutputType, OutputOf(chat.ResponseFormat?.Type?.Value));
                break;
            case CompletionRequest completion:
                Set(activity, completion.Temperature, completion.TopP, completion.MaxTokens, completion.Seed, completion.FrequencyPenalty, completion.PresencePenalty, completion.Stop?.Texts);
                SetChoices(activity, completion.N);
                break;
            case ResponseRequest response:
                Set(activity, response.Temperature, response.TopP, response.MaxOutputTokens, null, null, null, null);
                activity.SetTag(Names.RequestReasoning, response.Reasoning?.Effort?.Value);
                activity.SetTag(Names.RequestPreviousResponse, response.PreviousResponseId);
                activity.SetTag(Names.OutputType, OutputOf(response.Text?.Format?.Type?.Value));
                break;
        }
    }

    private static void Set(Activity activity, ModelOptions? options)
    {
        if (options is not null)
        {
            Set(activity, options.Temperature, options.TopP, options.NumPredict, options.Seed, options.FrequencyPenalty, options.PresencePenalty, options.Stop);
            activity.SetTag(Names.RequestTopK, options.TopK);
        }
    }

    private static void Set(
        Activity activity, double? temperature, double? topP, int? maxTokens, long? seed, double? frequencyPenalty, double? presencePenalty, IReadOnlyList<string>? stop)
    {
        activity.SetTag(Names.RequestTemperature, temperature);
        activity.SetTag(Names.RequestTopP, topP);
        activity.SetTag(Names.RequestMaxTokens, maxTokens);
        activity.SetTag(Names.RequestSeed, seed);
        activity.SetTag(Names.RequestFrequencyPenalty, frequencyPenalty);
        activity.SetTag(Names.RequestPresencePenalty, presencePenalty);
        activity.SetTag(Names.RequestStop, stop is { Count: > 0 } ? stop.ToArray() : null);
    }

    private static void SetChoices(Activity activity, int? count) => activity.SetTag(Names.RequestChoices, count is 1 ? null : count);

    private static void SetOutput(Activity activity, ResponseFormat? format) => activity.SetTag(Names.OutputType, format is null ? null : "json");

    // true and false are no level.
    private static void Set(Activity activity, Think? think) =>
        activity.SetTag(Names.RequestReasoning, think is null || think == Think.On || think == Think.Off ? null : think.ToString());

    private static string? OutputOf(string? format) => format switch
    {
        null => null,
        "json_object" or "json_schema" => "json",
        _ => "text",
    };
}
