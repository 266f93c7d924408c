using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>Answers that every method takes for whole.</summary>
internal static class MethodAnswers
{
    private const string Native = """{"model":"m","done":true,"status":"success"}""";

    public static Task RespondToAnyAsync(this ScriptedConnection connection)
    {
        var request = connection.Request;
        return request.Header("Accept") switch
        {
            V1.EventStream when request.Path.EndsWith("/responses", StringComparison.Ordinal) => connection.RespondEventsAsync("""{"type":"response.completed"}"""),
            V1.EventStream => connection.RespondEventsAsync(V1.Finish, V1.Done),
            "application/octet-stream" => connection.RespondAsync(200, "audio/wav", "sound"),
            "application/x-ndjson" => connection.RespondNdjsonAsync(Native),
            _ => connection.RespondJsonAsync(request.Path.Contains("/v1/", StringComparison.Ordinal) ? "{}" : Native),
        };
    }
}
