using System.Text.Json;
using System.Text.Json.Nodes;
using OllamaSdk.OpenAI;

namespace OllamaSdk.OpenApi.Tests.OpenAI;

/// <summary>A request that a real server answered with success, and its answer.</summary>
internal sealed class RecordedExchange
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "OllamaSdk.OpenApi.Tests", "OpenAI", "Recorded");
    private readonly JsonNode _exchange;

    public RecordedExchange(string name) => _exchange = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!;

    /// <summary>All of them, as <c>server/name</c>.</summary>
    public static IEnumerable<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.ChangeExtension(Path.GetRelativePath(Folder, path).Replace('\\', '/'), null))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The request's JSON; nothing where there is no body or it was not stored.</summary>
    public string? Request => (_exchange["request"]!["body"] as JsonObject)?.ToJsonString();

    /// <summary>The JSON of the answer, or of each event.</summary>
    public IReadOnlyList<string> Answers => IsStream
        ? [.. Body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => line["data: ".Length..])]
        : [Body];

    public Type RequestType => Types.Request ?? throw new InvalidOperationException($"{Route} has no request body.");

    public Type AnswerType => IsStream ? Types.Event! : Types.Answer;

    private bool IsStream => _exchange["response"]!["headers"]!["Content-Type"]!.GetValue<string>().StartsWith("text/event-stream", StringComparison.Ordinal);

    private string Route => _exchange["request"]!["path"]!.GetValue<string>();

    private string Body => _exchange["response"]!["body"]!.GetValue<string>();

    private (Type? Request, Type Answer, Type? Event) Types => Route switch
    {
        "/v1/chat/completions" => (typeof(ChatCompletionRequest), typeof(ChatCompletion), typeof(ChatCompletionChunk)),
        "/v1/completions" => (typeof(CompletionRequest), typeof(Completion), typeof(CompletionChunk)),
        "/v1/embeddings" => (typeof(EmbeddingRequest), typeof(EmbeddingList), null),
        "/v1/responses" => (typeof(ResponseRequest), typeof(OpenAIResponse), typeof(ResponseStreamEvent)),
        "/v1/models" => (null, typeof(OpenAIModelList), null),
        var path when path.StartsWith("/v1/models/", StringComparison.Ordinal) => (null, typeof(OpenAIModel), null),
        var path => throw new JsonException($"No model is known for {path}."),
    };
}
