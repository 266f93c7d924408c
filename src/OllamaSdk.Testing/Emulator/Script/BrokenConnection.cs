using System.Net.Sockets;

namespace OllamaSdk.Testing.Emulator.Script;

/// <summary>The exceptions of an <see cref="HttpClient"/> whose connection fails, built as the real ones are.</summary>
internal static class BrokenConnection
{
    public static HttpRequestException Refused()
    {
        var inner = new SocketException((int)SocketError.ConnectionRefused);
        return new(HttpRequestError.ConnectionError, $"{inner.Message} (the emulator)", inner);
    }

    public static HttpRequestException BeforeAnswer() => new("An error occurred while sending the request.", Reset());

    public static IOException InBody() => Reset();

    private static IOException Reset()
    {
        var inner = new SocketException((int)SocketError.ConnectionReset);
        return new($"Unable to read data from the transport connection: {inner.Message} (the emulator).", inner);
    }
}
