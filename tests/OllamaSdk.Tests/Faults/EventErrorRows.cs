namespace OllamaSdk.Tests.Faults;

/// <summary>E: errors that a server reports in the middle of a stream, in whatever form.</summary>
public sealed class EventErrorRows
{
    private static readonly Client[] s_clients = [Client.V1, Client.LlmV1];

    private static readonly Route[] s_routes = [Route.Completion, Route.Response];

    private static readonly string[] s_errors =
    [
        "data: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\",\"code\":500}}\n\n",
        "data: {\"error\":\"boom\"}\n\n",
        "data: {\"type\":\"error\",\"message\":\"boom\"}\n\n",
        "data: {\"object\":\"error\",\"message\":\"boom\",\"code\":400}\n\n",
        "event: error\ndata: {\"message\":\"boom\"}\n\n",
        "event: error\ndata: boom\n\n",
        "data: boom\nevent: error\n\n",
        "error: {\"message\":\"boom\"}\n\n",
    ];

    public static MatrixTheoryData<Client, Split> Streams => new(s_clients, Enum.GetValues<Split>());

    public static MatrixTheoryData<Client, Split> AllStreams => FaultData.Streams;

    public static MatrixTheoryData<Route, Split> Others => new(s_routes, Enum.GetValues<Split>());

    public static MatrixTheoryData<Client, Split, string> Errors => new(s_clients, Enum.GetValues<Split>(), s_errors);

    public static MatrixTheoryData<Route, string> ErrorsOfOthers => new(s_routes, s_errors);

    [Theory]
    [MemberData(nameof(AllStreams))]
    public async Task E06_an_error_in_the_place_of_an_item(Client client, Split split)
    {
        var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + client.Error("boom") + client.Last(), configure: options => options.Retry.MaxRetries = 2);

        CheckError(outcome);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task E06_in_every_form(Client client, Split split, string error) =>
        CheckError(await Outcome.OfBodyAsync(client, split, client.Item("a") + error + client.Last(), configure: options => options.Retry.MaxRetries = 2));

    [Theory]
    [MemberData(nameof(ErrorsOfOthers))]
    public async Task E06_on_the_other_routes(Route route, string error) => CheckError(await route.ReadAsync(Split.Each, route.Item("a") + error + route.Last()));

    [Theory]
    [MemberData(nameof(Routes.Streams), MemberType = typeof(Routes))]
    public async Task E06_on_every_route(Route route, Split split)
    {
        var outcome = await route.ReadAsync(split, route.Item("a") + route.Error("boom") + route.Last());

        Assert.Equal(("Stream ServerError", "a", "boom"), (outcome.Word, outcome.Text, ((LlmStreamException)outcome.Failure).ServerError?.ServerMessage));
        Assert.Equal("a", route.Sum(outcome.Failure.Partial));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task E07_a_line_of_JSON_that_tells_of_an_error(Client client, Split split)
    {
        const string Error = "{\"error\":\"boom\"}\n";
        foreach (var body in (string[])[Error, Error[..^1], Error + client.Item("b"), Error + client.Last(), $"{{\"x\":\"error\"}}\n{Error}{client.Last()}", $"data: x\n{Error}"])
        {
            var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + body, configure: options => options.Retry.MaxRetries = 2);

            CheckError(outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task E07_on_the_other_routes(Route route, Split split) => CheckError(await route.ReadAsync(split, route.Item("a") + "{\"error\":\"boom\"}\n" + route.Last()));

    private static void CheckError(Outcome outcome)
    {
        Assert.Equal(("Stream ServerError", "a"), (outcome.Word, outcome.Text));
        var error = (LlmStreamException)outcome.Failure;
        Assert.Equal(("boom", 1, "a"), (error.ServerError?.ServerMessage, error.ItemsReceived, error.Partial?.Content));
        Assert.Contains("boom", error.Message, StringComparison.Ordinal);
    }
}
