using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>The faults that a server can commit, each of them after it has read the request.</summary>
internal static class FaultTable
{
    private const string ReceiveHeaders = "Connection ReceiveHeaders";
    private const string ReceiveBody = "Connection ReceiveBody";
    private const string Interrupted = "Stream Interrupted";
    private const string Incomplete = "Stream Incomplete";

    public static IReadOnlyList<FaultRow> Rows { get; } = [.. BeforeHeaders(), .. InTheBody(), .. InTheContent(), .. Refusals()];

    public static FaultRow Row(string name) => Rows.Single(row => row.Name == name);

    private static FaultRow[] BeforeHeaders() =>
    [
        new("B01 closed", connection => End(connection.Close), ReceiveHeaders),
        new("B02 reset", connection => End(connection.Reset), ReceiveHeaders),
        new("B03 garbage", connection => SendAndCloseAsync(connection, "SSH-2.0-OpenSSH_9.6 hello there\r\n\r\n"), "Protocol"),
        new("B05 closed in the status line", connection => SendAndCloseAsync(connection, "HTTP/1."), ReceiveHeaders),
        new("B05 closed in a header", connection => SendAndCloseAsync(connection, "HTTP/1.1 200 OK\r\nContent-Ty"), ReceiveHeaders),
        new("B06 head over the limit", connection => SendAndHoldAsync(connection, $"HTTP/1.1 200 OK\r\nX-Large: {new string('x', 128 * 1024)}\r\n\r\n"), "Protocol"),
        new("B07 no status", connection => SendAndHoldAsync(connection, "HTTP/1.1 abc Not a status\r\n\r\n"), "Protocol"),
        new("B07 status 999", connection => connection.RespondJsonAsync("{}", 999), "Api 999 ServerError"),
        new("B08 switched protocols", connection => SendAndCloseAsync(connection, "HTTP/1.1 101 Switching Protocols\r\n\r\n"), "Api 101 Other"),
    ];

    private static FaultRow[] InTheBody() =>
    [
        new("C01 reset", async connection =>
        {
            await connection.BeginAnswerAsync();
            connection.Reset();
        }, ReceiveBody, ReceiveBody, Interrupted),
        new("C02 closed before the last chunk", async connection =>
        {
            await connection.BeginAnswerAsync();
            connection.Close();
        }, ReceiveBody, ReceiveBody, Interrupted),
        new("C02 closed in a chunk", async connection =>
        {
            await connection.BeginAnswerAsync();
            await SendAndCloseAsync(connection, "40\r\n{\"mod");
        }, ReceiveBody, ReceiveBody, Interrupted),
        new("C03 shorter than promised", async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Length", "100000"));
            await SendAndCloseAsync(connection, connection.Piece());
        }, ReceiveBody, ReceiveBody, Interrupted),
        new("C04 closed, without a length", async connection =>
        {
            await connection.SendHeadAsync(200);
            await SendAndCloseAsync(connection, connection.Piece());
        }, "none", "Protocol", Incomplete),
        new("C05 chunk without a size", connection => SendChunkedAsync(connection, "zz\r\n"), "Protocol"),
        new("C05 chunk of a negative size", connection => SendChunkedAsync(connection, "-1\r\n{}\r\n"), "Protocol"),
        new("C05 chunk over every size", connection => SendChunkedAsync(connection, "ffffffffffffffffff\r\n{}\r\n"), "Protocol"),
        new("C05 chunk without its line end", connection => SendChunkedAsync(connection, "2\r\n{}{}{}\r\n"), "Protocol"),
        new("C19 line over the limit", async connection =>
        {
            await connection.BeginAnswerAsync();
            await connection.SendChunkAsync(new string('x', 8192));
            await connection.EndChunksAsync();
        }, "none", "Protocol", "Stream LimitExceeded"),
    ];

    private static FaultRow[] InTheContent() =>
    [
        new("C16 no mark of the end", WholeAsync, "none", "Protocol", Incomplete),
        new("C18 not JSON", connection => RespondAsync(connection, "{not json"), "none", "Protocol", "Protocol"),
        new("D05 not UTF-8", connection => connection.RespondChunksAsync("application/json", [[.. "data: "u8, (byte)'"', 0xC3, 0x28, (byte)'"', .. "\n\n"u8]]), "none", "Protocol", "Protocol"),
        new("D09 a wrong type", connection => RespondAsync(connection, """{"message":5,"choices":5}"""), "none", "Protocol", "Protocol"),
        new("D09 null", connection => RespondAsync(connection, "null"), "none", "Protocol", "Protocol"),
        new("E06 an error in a 200", connection => RespondAsync(connection, """{"error":"boom"}"""), "Api 200 ServerError", "Api 200 ServerError", "Stream ServerError"),
        new("E06 an error object in a 200", connection => RespondAsync(connection, """{"error":{"message":"boom","code":400}}"""), "Api 400 BadRequest", "Api 400 BadRequest", "Stream ServerError"),
        new("F24 compressed unasked", connection => connection.RespondChunksAsync("application/json", [[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x0A]]), "none", "Protocol", "Protocol"),
        new("F22 a web page", connection => connection.RespondAsync(200, "text/html", "<html>Sign in</html>"), "Protocol", "Protocol", "Protocol"),
    ];

    private static FaultRow[] Refusals() =>
    [
        Refusal("F02", 307, "Redirect"),
        Refusal("F04", 400, "BadRequest"),
        Refusal("F05", 401, "Unauthorized"),
        Refusal("F06", 403, "Forbidden"),
        Refusal("F07", 404, "RouteNotFound"),
        Refusal("F08", 408, "Other"),
        Refusal("F09", 409, "BadRequest"),
        Refusal("F10", 413, "BadRequest"),
        Refusal("F11", 429, "RateLimited"),
        Refusal("F16", 500, "ServerError"),
        Refusal("F17", 502, "ServerError"),
        Refusal("F18", 503, "ServerError"),
        Refusal("F25", 529, "ServerBusy"),
        new("F06 without a body", connection => connection.SendHeadAsync(403, ("Content-Length", "0")), "Api 403 Forbidden"),
        new("F19 a web page", connection => connection.RespondAsync(502, "text/html", "<html>Bad gateway</html>"), "Api 502 ServerError"),
        new("F19 a body that breaks off", async connection =>
        {
            await connection.SendHeadAsync(500, ("Content-Length", "1000"));
            await SendAndCloseAsync(connection, "{\"error\":");
        }, "Api 500 ServerError"),
        new("F19 chunks that break the rules", async connection =>
        {
            await connection.SendHeadAsync(500, ("Transfer-Encoding", "chunked"));
            await SendAndHoldAsync(connection, "zz\r\n");
        }, "Api 500 ServerError"),
        new("F21 a character set nobody knows", connection => connection.RespondAsync(400, "application/json; charset=bogus-8", "{\"error\":\"x\"}"), "Api 400 BadRequest"),
    ];

    private static FaultRow Refusal(string id, int status, string kind) =>
        new($"{id} status {status}", connection => connection.RespondJsonAsync("""{"error":"no"}""", status), $"Api {status} {kind}");

    private static Task End(Action end)
    {
        end();
        return Task.CompletedTask;
    }

    private static async Task SendAndCloseAsync(ScriptedConnection connection, string bytes)
    {
        await connection.SendAsync(bytes);
        connection.Close();
    }

    private static async Task SendAndHoldAsync(ScriptedConnection connection, string bytes)
    {
        await connection.SendAsync(bytes);
        await connection.HoldUntilClientClosesAsync();
    }

    private static async Task SendChunkedAsync(ScriptedConnection connection, string bytes)
    {
        await connection.BeginAnswerAsync();
        await SendAndHoldAsync(connection, bytes);
    }

    private static async Task WholeAsync(ScriptedConnection connection)
    {
        await connection.BeginAnswerAsync();
        await connection.EndChunksAsync();
    }

    private static Task RespondAsync(ScriptedConnection connection, string json) => connection.Request.Header("Accept") == V1.EventStream
        ? connection.RespondEventsAsync(json)
        : connection.RespondJsonAsync(json + "\n");
}
