using System.Globalization;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>How a body ends, well or not.</summary>
/// <param name="Serve">Sends the head and the pieces, and ends. Where the client loses what comes together with the fault, it waits for the task first.</param>
/// <param name="InMemory">What .NET throws for it; <see langword="null"/> where it sees a clean end.</param>
internal sealed record BodyEnd(Func<ScriptedConnection, string, IReadOnlyList<byte[]>, Task, Task> Serve, Func<Exception>? InMemory)
{
    public static BodyEnd Normal { get; } = new((connection, type, pieces, _) => connection.RespondChunksAsync(type, pieces), null);

    /// <summary>RST. The bytes that the client has not read by then are lost.</summary>
    public static BodyEnd Reset { get; } = new(async (connection, type, pieces, delivered) =>
    {
        await BeginAsync(connection, type, pieces);
        await connection.WaitForAsync(delivered);
        connection.Reset();
    }, static () => new IOException("Unable to read data from the transport connection: Connection reset by peer."));

    /// <summary>FIN in the place of a chunk.</summary>
    public static BodyEnd Cut { get; } = new(
        (connection, type, pieces, _) => connection.RespondChunksAsync(type, pieces, Ending.Cut), static () => new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

    /// <summary>FIN inside of a chunk.</summary>
    public static BodyEnd CutInChunk { get; } = Cut with
    {
        Serve = async (connection, type, pieces, _) =>
        {
            await BeginAsync(connection, type, pieces);
            await connection.SendAsync("4000\r\n ");
            connection.Close();
        },
    };

    /// <summary>FIN before as many bytes have come as the head has promised.</summary>
    public static BodyEnd Short { get; } = Cut with
    {
        Serve = async (connection, type, pieces, _) =>
        {
            var length = (pieces.Sum(piece => piece.Length) + 1).ToString(CultureInfo.InvariantCulture);
            await SendAsync(connection, pieces, ("Content-Type", type), ("Content-Length", length));
        },
    };

    /// <summary>FIN after a head that says nothing of the length: as good an end as any.</summary>
    public static BodyEnd Closed { get; } = Normal with
    {
        Serve = (connection, type, pieces, _) => SendAsync(connection, pieces, ("Content-Type", type), ("Connection", "close")),
    };

    /// <summary>A chunk that breaks the rules. .NET loses a good one that comes in one read with it.</summary>
    /// <param name="chunk">Its bytes.</param>
    public static BodyEnd Malformed(string chunk) => new(async (connection, type, pieces, delivered) =>
    {
        await BeginAsync(connection, type, pieces);
        await connection.WaitForAsync(delivered);
        await connection.SendAsync(chunk);
        await connection.HoldUntilClientClosesAsync();
    }, static () => new HttpIOException(HttpRequestError.InvalidResponse, "Received an invalid chunk."));

    /// <summary>Nothing more, on an open connection.</summary>
    public static BodyEnd Silence { get; } = new(async (connection, type, pieces, _) =>
    {
        await BeginAsync(connection, type, pieces);
        await connection.HoldUntilClientClosesAsync();
    }, static () => throw new NotSupportedException("Silence has no end."));

    private static async Task BeginAsync(ScriptedConnection connection, string type, IReadOnlyList<byte[]> pieces)
    {
        await connection.SendHeadAsync(200, ("Content-Type", type), ("Transfer-Encoding", "chunked"));
        foreach (var piece in pieces)
        {
            await connection.SendChunkAsync(piece);
        }
    }

    private static async Task SendAsync(ScriptedConnection connection, IReadOnlyList<byte[]> pieces, params (string Name, string Value)[] head)
    {
        await connection.SendHeadAsync(200, head);
        foreach (var piece in pieces)
        {
            await connection.SendAsync(piece);
        }

        connection.Close();
    }
}
