using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>What a server does with the two requests of an upload; for servers that do not read bodies by themselves.</summary>
internal static class BlobScripts
{
    /// <summary>The body that hashes to <see cref="HelloDigest"/>.</summary>
    public const string Hello = "hello";

    public const string HelloDigest = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    public static string SomeDigest { get; } = "sha256:" + new string('a', 64);

    /// <summary>A server that has no blob and takes all.</summary>
    public static ScriptedServer Server() => Server(connection => connection.Request.Method == "HEAD" ? MissingAsync(connection) : AcceptAsync(connection));

    /// <summary>Bodies are read by the scripts, so that one can answer without.</summary>
    public static ScriptedServer Server(params Func<ScriptedConnection, Task>[] scripts) => new(scripts) { ReadBodies = false };

    public static Task MissingAsync(ScriptedConnection connection) => AnswerAsync(connection, 404);

    public static Task PresentAsync(ScriptedConnection connection) => AnswerAsync(connection, 200);

    /// <summary>Asks for the body, reads it, and answers.</summary>
    public static async Task AcceptAsync(ScriptedConnection connection)
    {
        await connection.ContinueAsync();
        await connection.ReadBodyAsync();
        await connection.SendHeadAsync(201, ("Content-Length", "0"));
    }

    public static Task ContinueAsync(this ScriptedConnection connection) => connection.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");

    private static async Task AnswerAsync(ScriptedConnection connection, int status)
    {
        await connection.ReadBodyAsync();
        await connection.SendHeadAsync(status, ("Content-Length", "0"));
    }
}
