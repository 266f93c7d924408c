using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>An answer without a body is one to a method that expects none, and a failure of every other.</summary>
public sealed class EmptyAnswerTests
{
    public static MatrixTheoryData<string, string> Cases =>
        new(MethodTable.Rows.Select(row => row.Name), ["204", "205", "Content-Length: 0", "empty chunks", "closed", "blank"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task F01_an_answer_without_a_body(string method, string form)
    {
        var row = MethodTable.Row(method);
        await using var server = new ScriptedServer(connection => RespondAsync(connection, form));
        await using var native = server.Create();
        await using var v1 = server.CreateV1();

        var error = await Record.ExceptionAsync(() => Guard.Within(row.CallAsync(native, v1)));

        if (row.IsVoid)
        {
            Assert.Null(error);
        }
        else if (row.IsStream)
        {
            Assert.Equal(StreamFailure.Incomplete, Assert.IsType<LlmStreamException>(error).Reason);
        }
        else
        {
            Assert.Contains("empty", Assert.IsType<LlmProtocolException>(error).Message, StringComparison.Ordinal);
        }

        Assert.Single(server.Requests);
    }

    private static async Task RespondAsync(ScriptedConnection connection, string form)
    {
        var hasBody = connection.Request.Method != "HEAD";
        switch (form)
        {
            case "204" or "205":
                await connection.SendHeadAsync(form == "204" ? 204 : 205, form == "204" ? [] : [("Content-Length", "0")]);
                break;
            case "Content-Length: 0":
                await connection.SendHeadAsync(200, ("Content-Length", "0"));
                break;
            case "empty chunks":
                await connection.SendHeadAsync(200, ("Transfer-Encoding", "chunked"));
                await (hasBody ? connection.EndChunksAsync() : Task.CompletedTask);
                break;
            case "closed":
                await connection.SendHeadAsync(200, ("Connection", "close"));
                connection.Close();
                break;
            default:
                await connection.RespondAsync(200, "application/json", " \r\n");
                break;
        }
    }
}
