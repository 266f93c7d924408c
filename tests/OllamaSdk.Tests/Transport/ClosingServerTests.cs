using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>llama-server closes the connection behind each stream, and its answer says the opposite: <c>Keep-Alive: timeout=5, max=100</c>.</summary>
public sealed class ClosingServerTests
{
    [Theory]
    [InlineData("llama.cpp", "close")]
    [InlineData("BaseHTTP/0.6 Python/3.12", null)]
    [InlineData(null, null)]
    public async Task A_stream_of_one_that_is_known_for_it_is_asked_for_on_a_connection_of_its_own(string? name, string? expected)
    {
        (string, string)[] headers = name is null ? [] : [("Server", name)];
        await using var server = new ScriptedServer(async connection =>
        {
            if (connection.Request.Header("Accept") == V1.EventStream)
            {
                await connection.SendHeadAsync(200, [("Content-Type", V1.EventStream), ("Transfer-Encoding", "chunked"), .. headers]);
                await connection.SendChunkAsync(V1.Events(V1.Finish, V1.Done));
                await connection.EndChunksAsync();
                return;
            }

            await connection.RespondJsonAsync(V1.Whole, 200, headers);
        });
        await using var client = server.CreateV1();

        await client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await client.Stream().ToListAsync();
        await client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await client.Stream().ToListAsync();

        Assert.Equal([null, expected, null, expected], server.Requests.Select(request => request.Header("Connection")));
    }
}
