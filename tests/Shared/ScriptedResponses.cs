using System.Globalization;
using System.Text;

namespace OllamaSdk.TestKit;

/// <summary>How a streamed answer stops.</summary>
public enum Ending
{
    /// <summary>The last chunk is sent and the connection stays usable.</summary>
    Normal,

    /// <summary>The connection is closed in order, but the last chunk never comes.</summary>
    Cut,

    /// <summary>The connection is broken (RST).</summary>
    Reset,
}

/// <summary>Whole answers, for scripts that are not about the bytes.</summary>
public static class ScriptedResponses
{
    /// <summary>A complete answer with Content-Length; the body is left out when a HEAD request is answered.</summary>
    public static async Task RespondAsync(
        this ScriptedConnection connection, int status, string contentType, string body, params (string Name, string Value)[] headers)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string length = bytes.Length.ToString(CultureInfo.InvariantCulture);
        await connection.SendHeadAsync(status, [("Content-Type", contentType), ("Content-Length", length), .. headers]);
        if (connection.Request.Method != "HEAD")
        {
            await connection.SendAsync(bytes);
        }
    }

    public static Task RespondJsonAsync(
        this ScriptedConnection connection, string json, int status = 200, params (string Name, string Value)[] headers) =>
        connection.RespondAsync(status, "application/json; charset=utf-8", json, headers);

    /// <summary>A 200 NDJSON stream that ends well: each line is a chunk of its own and gets its line feed here.</summary>
    public static Task RespondNdjsonAsync(this ScriptedConnection connection, params string[] lines) =>
        connection.RespondChunksAsync("application/x-ndjson", lines.Select(line => Encoding.UTF8.GetBytes(line + "\n")));

    /// <summary>A 200 chunked answer with exactly these chunk borders.</summary>
    public static async Task RespondChunksAsync(
        this ScriptedConnection connection, string contentType, IEnumerable<byte[]> chunks, Ending ending = Ending.Normal)
    {
        await connection.SendHeadAsync(200, ("Content-Type", contentType), ("Transfer-Encoding", "chunked"));
        foreach (byte[] chunk in chunks)
        {
            await connection.SendChunkAsync(chunk);
        }

        switch (ending)
        {
            case Ending.Normal:
                await connection.EndChunksAsync();
                break;
            case Ending.Cut:
                connection.Close();
                break;
            case Ending.Reset:
                connection.Reset();
                break;
        }
    }
}
