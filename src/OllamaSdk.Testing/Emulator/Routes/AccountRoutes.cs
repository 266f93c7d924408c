using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Who is signed in.</summary>
internal sealed class MeRoute(EmulatedServer server) : BufferedRoute("/api/me", HttpMethod.Post)
{
    /// <summary>Where a person would sign this server in. The key is of nobody.</summary>
    public const string SignInUrl = "https://ollama.com/connect?name=emulator&key=ZW11bGF0b3I";

    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        var account = server.Account ?? throw RefusalException.Unauthorized(SignInUrl);
        return Task.FromResult(Answer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", account.Id ?? "00000000-0000-0000-0000-000000000000");
            json.WriteString("email", account.Email ?? "");
            json.WriteString("name", account.Name ?? "");
            WriteUnlessEmpty(json, "bio", account.Bio);
            WriteUnlessEmpty(json, "avatarurl", account.AvatarUrl);
            WriteUnlessEmpty(json, "firstname", account.FirstName);
            WriteUnlessEmpty(json, "lastname", account.LastName);
            json.WriteString("plan", string.IsNullOrEmpty(account.Plan) ? "free" : account.Plan);
            json.WriteEndObject();
        }));
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}

/// <summary>Signs out; the old form of the route names a key, which the server does not look at.</summary>
internal sealed class SignOutRoute(EmulatedServer server, string path, HttpMethod method) : BufferedRoute(path, method)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) => server.SignOut()
        ? Task.FromResult(Answer.Json(json => json.WriteNullValue()))
        : throw new RefusalException(401, "you are not currently signed in");
}
