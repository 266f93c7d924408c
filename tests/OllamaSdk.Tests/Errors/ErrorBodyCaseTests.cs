using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Errors;

/// <summary>Each recorded refusal, from a real server, for calls that stream and calls that do not: the same exception.</summary>
public sealed class ErrorBodyCaseTests
{
    private const string FileName = "error_bodies.json";

    public static TheoryData<string, bool> All
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var found in CaseFile.Read(FileName).GetProperty("cases").EnumerateArray())
            {
                data.Add(found.GetProperty("id").GetString()!, false);
                data.Add(found.GetProperty("id").GetString()!, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Case(string id, bool streamed)
    {
        var found = CaseFile.Case(FileName, id);
        var body = found.GetProperty("body").GetString()!;
        var expected = found.GetProperty("expected");
        await using var server = new ScriptedServer(
            connection => connection.RespondAsync(found.GetProperty("status").GetInt32(), found.GetProperty("content_type").GetString()!, body));
        await using var client = server.Create(options => options.Retry.MaxRetries = 0);

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => streamed ? client.Stream().ToListAsync() : client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal(expected.GetProperty("status").GetInt32(), error.Status);
        Assert.Equal(body, error.Excerpt);
        Assert.Contains(error.ServerMessage, error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Equal(server.Url, error.Endpoint);
        Assert.Equal("m", error.Model);
        CheckWords(expected, error);
    }

    private static void CheckWords(JsonElement expected, LlmApiException error)
    {
        if (expected.TryGetProperty("message", out var message))
        {
            Assert.Equal(message.GetString(), error.ServerMessage);
        }
        else
        {
            Assert.True(expected.GetProperty("message_not_empty").GetBoolean());
            Assert.NotEmpty(error.ServerMessage);
            Assert.DoesNotContain('<', error.ServerMessage);
        }

        if (expected.TryGetProperty("signin_url", out var url))
        {
            Assert.Equal(url.GetString(), Assert.IsType<LlmUnauthorizedException>(error).SignInUrl?.ToString());
        }
    }
}
