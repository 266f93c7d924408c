using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Client;

/// <summary>Who is signed in at a server, and what to do when nobody is.</summary>
public sealed class AccountTests
{
    private const string SignInUrl = "https://ollama.com/connect?name=box&key=c3NoLWVkMjU1MTk";

    [Fact]
    public async Task The_account_is_read_in_full()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """{"id":"1","email":"a@b.c","name":"n","bio":"b","avatarurl":"u","firstname":"f","lastname":"l","plan":"free","new":true}"""));
        await using var client = server.Create();

        var account = await client.GetAccountAsync(cancellationToken: TestClient.Ct);

        Assert.Equal(("1", "a@b.c", "n", "b"), (account.Id, account.Email, account.Name, account.Bio));
        Assert.Equal(("u", "f", "l", "free"), (account.AvatarUrl, account.FirstName, account.LastName, account.Plan));
        Assert.Equal(["new"], account.AdditionalProperties!.Keys);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/api/me", ""), (request.Method, request.Path, request.Text));
    }

    [Theory]
    [InlineData("me")]
    [InlineData("search")]
    [InlineData("chat")]
    public async Task Nobody_signed_in_gives_the_address_to_sign_in_at(string call)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync($$"""{"error":"unauthorized","signin_url":"{{SignInUrl}}"}""", 401));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => call switch
        {
            "me" => client.GetAccountAsync(cancellationToken: TestClient.Ct),
            "search" => client.LocalWebSearchAsync("q", cancellationToken: TestClient.Ct),
            _ => client.ChatAsync("hi", "big:cloud", cancellationToken: TestClient.Ct),
        });

        Assert.Equal((401, SignInUrl), (error.Status, error.SignInUrl?.OriginalString));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Signing_out_needs_no_answer(string body)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(body));
        await using var client = server.Create();

        await client.SignOutAsync(cancellationToken: TestClient.Ct);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/api/signout", ""), (request.Method, request.Path, request.Text));
    }

    [Fact]
    public async Task Signing_out_twice_is_refused_by_the_server()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"you are not currently signed in"}""", 401));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => client.SignOutAsync(cancellationToken: TestClient.Ct));

        Assert.Null(error.SignInUrl);
        Assert.Equal("you are not currently signed in", error.ServerMessage);
    }
}
