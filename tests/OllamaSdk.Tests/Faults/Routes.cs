using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Faults;

/// <summary>The streams that are no chat.</summary>
public enum Route
{
    Generate,
    Pull,
    Push,
    Create,
    Completion,
    Response,
}

/// <summary>Their items and ends, and what is read of them. A pull that goes on where it broke off is no part of this: nothing is tried again.</summary>
internal static class Routes
{
    public static MatrixTheoryData<Route, Split> Streams => new(Enum.GetValues<Route>(), Enum.GetValues<Split>());

    public static bool IsEvents(this Route route) => route is Route.Completion or Route.Response;

    public static bool IsTransfer(this Route route) => route is Route.Pull or Route.Push or Route.Create;

    public static string StreamType(this Route route) => Like(route).StreamType();

    public static string Item(this Route route, string text) => Like(route).Frame(route switch
    {
        Route.Generate => $$"""{"model":"m","response":{{V1.Quote(text)}},"done":false}""",
        Route.Completion => $$"""{"id":"c","object":"text_completion","model":"m","choices":[{"index":0,"text":{{V1.Quote(text)}}}]}""",
        Route.Response => $$"""{"type":"response.output_text.delta","delta":{{V1.Quote(text)}}}""",
        _ => $$"""{"status":{{V1.Quote(text)}}}""",
    });

    public static string Last(this Route route) => route switch
    {
        Route.Generate => Like(route).Frame("""{"model":"m","response":"","done":true,"done_reason":"stop"}"""),
        Route.Completion => V1.Events("""{"id":"c","object":"text_completion","model":"m","choices":[{"index":0,"text":"","finish_reason":"stop"}]}""", V1.Done),
        Route.Response => V1.Events("""{"type":"response.completed","response":{"id":"r","status":"completed"}}"""),
        _ => Like(route).Frame("""{"status":"success"}"""),
    };

    public static string Error(this Route route, string message) => Like(route).Error(message);

    public static string Frame(this Route route, string json) => Like(route).Frame(json);

    /// <summary>What these items add up to, where the stream breaks off after them: texts are put together, of reports the last one counts.</summary>
    public static string Sum(this Route route, params string[] texts) => route.IsTransfer() ? texts[^1] : string.Concat(texts);

    public static string? Sum(this Route route, PartialAnswer? partial) => route.IsTransfer() ? partial?.Status : partial?.Content;

    public static StreamOpener Open(this Route route, Action<LlmConnectionOptions>? configure = null) => route.IsEvents()
        ? (root, handler) => EventsAsync(route, root, Set(handler, configure))
        : (root, handler) => LinesAsync(route, root, Set(handler, configure));

    public static Task<Outcome> ReadAsync(this Route route, Split split, string body, BodyEnd? ending = null, int items = 0, Action<LlmConnectionOptions>? configure = null) =>
        Bodies.ReadAsync(route.Open(configure), split, body.Utf8(), route.StreamType(), ending ?? BodyEnd.Normal, items);

    private static Client Like(Route route) => route.IsEvents() ? Client.V1 : Client.Native;

    private static Action<LlmConnectionOptions> Set(HttpMessageHandler? handler, Action<LlmConnectionOptions>? configure) => options =>
    {
        (options.Handler, options.Retry.MaxRetries) = (handler, 0);
        configure?.Invoke(options);
    };

    private static async IAsyncEnumerable<string> LinesAsync(Route route, string root, Action<LlmConnectionOptions> configure)
    {
        await using var client = TestClient.Create(root, configure);
        if (route == Route.Generate)
        {
            await foreach (var chunk in client.GenerateStreamAsync("p", cancellationToken: TestClient.Ct))
            {
                yield return chunk.Response;
            }

            yield break;
        }

        var reports = route switch
        {
            Route.Pull => client.PullModelStreamAsync("m", null, TestClient.Ct),
            Route.Push => client.PushModelStreamAsync(new PushModelRequest { Model = "m" }, null, TestClient.Ct),
            _ => client.CreateModelStreamAsync(new CreateModelRequest { Model = "n", From = "m" }, null, TestClient.Ct),
        };
        await foreach (var report in reports)
        {
            yield return report.Status ?? "";
        }
    }

    private static async IAsyncEnumerable<string> EventsAsync(Route route, string root, Action<LlmConnectionOptions> configure)
    {
        await using var client = V1.Create($"{root.TrimEnd('/')}/v1", configure);
        if (route == Route.Completion)
        {
            await foreach (var chunk in client.CompleteStreamAsync(new CompletionRequest { Prompt = "p" }, null, TestClient.Ct))
            {
                yield return string.Concat(chunk.Choices.Select(choice => choice.Text));
            }

            yield break;
        }

        await foreach (var one in client.RespondStreamAsync(new ResponseRequest { Input = "i" }, null, TestClient.Ct))
        {
            yield return one.Delta ?? "";
        }
    }
}
