namespace OllamaSdk.Benchmarks.Server;

/// <summary>
/// Which answer to a POST stands under which first path segment; the rest of the path is the API's own. Whatever else is asked for is not
/// there, a blob too.
/// </summary>
internal static class Replies
{
    public const string ChatPrefix = "chat-";
    public const string SsePrefix = "sse-";
    public const string SseChoicesFirstPrefix = "sse-choices-first-";
    public const string Embed = "embed";
    public const string EmbedBase64 = "embed-base64";
    public const string First = "first";
    public const string FirstEvents = "first-events";
    public const string Upload = "upload";
    public const string Streams = "streams";
    public const string ShortNative = "short-native";
    public const string ShortOpenAI = "short-openai";

    public static IReadOnlyDictionary<string, Reply> Create()
    {
        var replies = new Dictionary<string, Reply>();
        foreach (var framing in Framing.All)
        {
            replies[ChatPrefix + framing.Name] = Reply.Stream("application/x-ndjson", ChatLines.All, framing);
            replies[SsePrefix + framing.Name] = Reply.Stream("text/event-stream", ChatEvents.All, framing);
        }

        replies[SseChoicesFirstPrefix + Framing.Packed.Name] = Reply.Stream("text/event-stream", ChatEvents.ChoicesFirst, Framing.Packed);
        replies[Embed] = Reply.Stream("application/json; charset=utf-8", [VectorAnswer.Json], Framing.Whole);
        replies[EmbedBase64] = Reply.Stream("application/json", [VectorAnswer.Base64], Framing.Whole);
        replies[First] = Reply.Stream("application/x-ndjson", [ChatLines.All[0], ChatLines.All[^1]], Framing.Whole);
        replies[FirstEvents] = Reply.Stream("text/event-stream", [ChatEvents.All[0], .. ChatEvents.All.TakeLast(3)], Framing.Whole);
        replies[Streams] = Reply.Stream("application/x-ndjson", ShortStream.All, Framing.All[^1]);
        replies[ShortNative] = Reply.Stream("application/json; charset=utf-8", [ShortAnswers.Native], Framing.Whole);
        replies[ShortOpenAI] = Reply.Stream("application/json", [ShortAnswers.OpenAI], Framing.Whole);
        replies[Upload] = Reply.Empty("201 Created");
        return replies;
    }
}
