namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>Why a request is not answered: the status and the words that the real server would send.</summary>
internal sealed class RefusalException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>Where to sign in; the server adds it where that would help.</summary>
    public string? SignInUrl { get; private init; }

    public static RefusalException BadRequest(string message) => new(400, message);

    public static RefusalException NotFound(string message) => new(404, message);

    public static RefusalException Failed(string message) => new(500, message);

    public static RefusalException Unauthorized(string signInUrl) => new(401, "unauthorized") { SignInUrl = signInUrl };
}
