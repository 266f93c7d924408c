using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>A11: the connections go away under a call.</summary>
public sealed class DisposeRows
{
    public static MatrixTheoryData<Client, bool> Forms => FaultCall.Forms;

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A11_the_caller_s_client_disposed_before_the_call(Client client, bool streamed)
    {
        await using var server = new ScriptedServer(connection => connection.AnswerAsync(client));
        var http = new HttpClient();
        await using var asked = new FaultClient(client, server.Url.ToString(), options => options.Retry.MaxRetries = 2, http);
        http.Dispose();

        var outcome = await FaultCall.OfAsync(asked, streamed);

        Assert.IsType<ObjectDisposedException>(outcome.Error);
        Assert.Empty(server.Connections);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A11_the_caller_s_client_disposed_before_the_headers(Client client, bool streamed) =>
        Assert.Equal(0, await UnobservedFailures.CountAsync("HttpClient", () => DisposedBeforeHeadersAsync(client, streamed, foreign: true)));

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A11_the_client_disposed_before_the_headers(Client client, bool streamed) =>
        Assert.Equal(0, await UnobservedFailures.CountAsync("disposed", () => DisposedBeforeHeadersAsync(client, streamed, foreign: false)));

    private static async Task DisposedBeforeHeadersAsync(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        using var http = new HttpClient();
        await using var asked = new FaultClient(client, server.Url.ToString(), options => options.Retry.MaxRetries = 2, foreign ? http : null);

        var call = FaultCall.OfAsync(asked, streamed);
        await server.WaitForRequestAsync();
        (foreign ? (Action)http.Dispose : asked.Dispose)();

        // Nobody has cancelled, so it must not look like that.
        Assert.IsType<ObjectDisposedException>((await Guard.Within(call)).Error);
        await Guard.Within(server.Connections[0].ClientClosed);
        Assert.Single(server.Requests);
    }
}
