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
                activity.Tell(Names.Dimensions, embed.Dimensions);
                break;
            case EmbeddingRequest embed:
                activity.Tell(Names.Dimensions, embed.Dimensions);
                activity.Tell(Names.RequestEncodings, embed.EncodingFormat is { } encoding ? new[] { encoding.Value } : null);
                break;
            case ChatCompletionRequest chat:
                Set(activity, chat.Temperature, chat.TopP, chat.MaxCompletionTokens ?? chat.MaxTokens, chat.Seed, chat.FrequencyPenalty, chat.PresencePenalty, chat.Stop?.Texts);
                SetChoices(activity, chat.N);
                activity.Tell(Names.RequestReasoning, (chat.ReasoningEffort ?? chat.Reasoning?.Effort)?.Value);
                activity.Tell(Names.OutputType, OutputOf(chat.ResponseFormat?.Type?.Value));
                break;
            case CompletionRequest completion:
                Set(activity, completion.Temperature, completion.TopP, completion.MaxTokens, completion.Seed, completion.FrequencyPenalty, completion.PresencePenalty, completion.Stop?.Texts);
                SetChoices(activity, completion.N);
                break;
            case ResponseRequest response:
                Set(activity, response.Temperature, response.TopP, response.MaxOutputTokens, null, null, null, null);
                activity.Tell(Names.RequestReasoning, response.Reasoning?.Effort?.Value);
                activity.Tell(Names.RequestPreviousResponse, response.PreviousResponseId);
                activity.Tell(Names.OutputType, OutputOf(response.Text?.Format?.Type?.Value));
                break;
        }
    }

    private static void Set(Activity activity, ModelOptions? options)
    {
        if (options is not null)
        {
            Set(activity, options.Temperature, options.TopP, options.NumPredict, options.Seed, options.FrequencyPenalty, options.PresencePenalty, options.Stop);
            activity.Tell(Names.RequestTopK, options.TopK);
        }
    }

    private static void Set(
        Activity activity, double? temperature, double? topP, int? maxTokens, long? seed, double? frequencyPenalty, double? presencePenalty, IReadOnlyList<string>? stop)
    {
        activity.Tell(Names.RequestTemperature, temperature);
        activity.Tell(Names.RequestTopP, topP);
        activity.Tell(Names.RequestMaxTokens, maxTokens);
        activity.Tell(Names.RequestSeed, seed);
        activity.Tell(Names.RequestFrequencyPenalty, frequencyPenalty);
        activity.Tell(Names.RequestPresencePenalty, presencePenalty);
        activity.Tell(Names.RequestStop, stop is { Count: > 0 } ? stop.ToArray() : null);
    }

    private static void SetChoices(Activity activity, int? count) => activity.Tell(Names.RequestChoices, count is 1 ? null : count);

    private static void SetOutput(Activity activity, ResponseFormat? format) => activity.Tell(Names.OutputType, format is null ? null : "json");

    // true and false are no level.
    private static void Set(Activity activity, Think? think) =>
        activity.Tell(Names.RequestReasoning, think is null || think == Think.On || think == Think.Off ? null : think.ToString());

    private static string? OutputOf(string? format) => format switch
    {
        null => null,
        "json_object" or "json_schema" => "json",
        _ => "text",
    };
}
