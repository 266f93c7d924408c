using System.Text.Json;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>One way in which an operation answers.</summary>
internal sealed record Answer(string MediaType, string ReturnType, bool IsStream, string? Description);

/// <summary>The return types of an operation from its responses with a status of 200 to 299.</summary>
internal static class AnswerReader
{
    private const string Json = "application/json";
    private static readonly HashSet<string> WholeKeywords = ["schema", "example", "examples"];
    private static readonly HashSet<string> StreamKeywords = ["itemSchema", "example", "examples"];

    private static readonly Answer Nothing = new(Json, "Task", false, null);

    public static IReadOnlyList<Answer> Read(Place operation)
    {
        var answers = new List<Answer>();
        var succeeds = false;
        foreach (var (status, reference) in operation.Find("responses")?.Members ?? [])
        {
            if (!status.StartsWith('2') || reference.Resolve() is not { } response)
            {
                continue;
            }

            succeeds = true;
            foreach (var (mediaType, content) in response.Find("content")?.Members ?? [])
            {
                var answer = ReadContent(mediaType, content, content.Text("x-dotnet-returns") ?? Descriptions.Required(response));
                if (answers.Exists(other => other.IsStream == answer.IsStream && other != answer))
                {
                    content.Report("the operation has another answer of this kind; one single answer and one stream are supported");
                }
                else if (!answers.Contains(answer))
                {
                    answers.Add(answer);
                }
            }
        }

        if (!succeeds)
        {
            operation.Report("has no response of 200 to 299; describe what success looks like");
        }

        return answers.Count > 0 ? answers : [Nothing];
    }

    private static Answer ReadContent(string mediaType, Place content, string description)
    {
        if (mediaType == Json && IsNull(content))
        {
            return Nothing;
        }

        var isStream = mediaType is "application/x-ndjson" or "text/event-stream";
        content.AllowOnly($"an answer of type {mediaType}", isStream ? StreamKeywords : WholeKeywords);
        var type = mediaType switch
        {
            Json when content.Find("schema") is { } schema => $"Task<{TypeMapper.Map(schema)}>",
            "text/plain" => "Task<string>",
            "application/octet-stream" => "Task<Stream>",
            "application/x-ndjson" when content.Find("itemSchema") is { } item => $"IAsyncEnumerable<{TypeMapper.Map(item)}>",
            "text/event-stream" when EventData(content) is { } data => $"IAsyncEnumerable<{TypeMapper.Map(data)}>",
            _ => null,
        };
        if (type is null)
        {
            content.Report(mediaType switch
            {
                Json => "has no schema; refer to one",
                "application/x-ndjson" => "has no itemSchema; refer to the schema of one line",
                "text/event-stream" => "needs an itemSchema whose property 'data' has a contentSchema; that is the schema of one event's data",
                _ => $"answers of type '{mediaType}' are not supported; use {Json}, application/x-ndjson, text/event-stream, text/plain or application/octet-stream",
            });
        }

        return new(mediaType, type ?? TypeMapper.Unknown, isStream, description);
    }

    /// <summary>Whether the answer is always the word <c>null</c>, which says nothing.</summary>
    private static bool IsNull(Place content) =>
        content.Find("schema")?.Find("type") is { Kind: JsonValueKind.String } type && type.AsText() == "null";

    /// <summary>OpenAPI 3.2 describes the event, whose data is a string that holds JSON; only that JSON matters here.</summary>
    private static Place? EventData(Place content) =>
        content.Find("itemSchema")?.Resolve()?.Find("properties")?.Find("data")?.Find("contentSchema");
}
