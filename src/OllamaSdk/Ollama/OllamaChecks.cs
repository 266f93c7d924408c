using OllamaSdk.Transfers;

namespace OllamaSdk;

/// <summary>The same as <see cref="RequestChecks"/> for the requests of the native API.</summary>
internal static class OllamaChecks
{
    public static void Chat(OllamaChatRequest request)
    {
        TopLogprobs(request.TopLogprobs);
        Options(request.Options);
        for (var i = 0; i < request.Messages?.Count; i++)
        {
            var message = request.Messages[i] ?? throw new ArgumentException($"Message {i} is null.", nameof(request));
            if (string.IsNullOrEmpty(message.Role?.Value))
            {
                throw new ArgumentException($"Message {i} has no role.", nameof(request));
            }

            if (message.ImagesOnWire is { } images)
            {
                Images(images, $"Message {i}");
            }
        }
    }

    public static void Generate(GenerateRequest request)
    {
        TopLogprobs(request.TopLogprobs);
        Options(request.Options);
        Images(request.Images, "The request");
    }

    public static void Embed(EmbedRequest request)
    {
        Options(request.Options);
        if (request.Dimensions < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.Dimensions, "Dimensions must not be negative.");
        }
    }

    public static void Create(CreateModelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Options(request.Parameters);
        foreach (var digest in (request.Files?.Values ?? []).Concat(request.Adapters?.Values ?? []).Concat(request.DraftFiles?.Values ?? []))
        {
            BlobDigest.Check(digest);
        }
    }

    public static WebSearchRequest Search(string query, int? maxResults)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        return maxResults is < 1 or > 10
            ? throw new ArgumentOutOfRangeException(nameof(maxResults), maxResults, "maxResults must be from 1 to 10.")
            : new WebSearchRequest { Query = query, MaxResults = maxResults };
    }

    public static WebFetchRequest Fetch(string url)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        return new WebFetchRequest { Url = url };
    }

    private static void Images(IReadOnlyList<LlmImage>? images, string where)
    {
        if (images?.Contains(null!) == true)
        {
            throw new ArgumentException($"{where} holds an image that is null.", nameof(images));
        }
    }

    private static void TopLogprobs(int? value)
    {
        if (value is < 0 or > 20)
        {
            throw new ArgumentOutOfRangeException(nameof(OllamaChatRequest.TopLogprobs), value, "TopLogprobs must be from 0 to 20.");
        }
    }

    private static void Options(ModelOptions? options)
    {
        if (options is null)
        {
            return;
        }

        Range(options.Temperature, 0, double.MaxValue, nameof(options.Temperature));
        Range(options.TopP, 0, 1, nameof(options.TopP));
        Range(options.MinP, 0, 1, nameof(options.MinP));
        Range(options.TypicalP, 0, double.MaxValue, nameof(options.TypicalP));
        Range(options.RepeatPenalty, double.MinValue, double.MaxValue, nameof(options.RepeatPenalty));
        Range(options.PresencePenalty, double.MinValue, double.MaxValue, nameof(options.PresencePenalty));
        Range(options.FrequencyPenalty, double.MinValue, double.MaxValue, nameof(options.FrequencyPenalty));
        Range(options.RepeatLastN, -1, int.MaxValue, nameof(options.RepeatLastN));
        Range(options.NumCtx, 0, int.MaxValue, nameof(options.NumCtx));
        Range(options.NumBatch, 0, int.MaxValue, nameof(options.NumBatch));
        Range(options.NumThread, 0, int.MaxValue, nameof(options.NumThread));
        if (options.Stop?.Contains(null!) == true)
        {
            throw new ArgumentException("Stop holds a null.", nameof(options));
        }
    }

    // The server keeps these in 32 bits, where a larger number would be infinite.
    private static void Range(double? value, double least, double most, string name)
    {
        if (value is { } number && (!float.IsFinite((float)number) || number < least || number > most))
        {
            throw new ArgumentOutOfRangeException(name, value, least == double.MinValue ? $"{name} must be a finite number." : $"{name} must be at least {least}{(most < double.MaxValue ? $" and at most {most}" : "")}.");
        }
    }

    private static void Range(int? value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
        }
    }
}
