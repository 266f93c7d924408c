using System.Text;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.OpenAI;
using OllamaSdk.Transport;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Addresses as people write them: hosts, OLLAMA_HOST, base URLs.</summary>
internal sealed class AddressTarget() : FuzzTarget("addresses", 10_000_000)
{
    private const string Password = "pa55-w0rd";

    // Making a client costs much more than reading an address.
    private const int OneInMany = 32;

    public override string Checks => "An absolute http address without user, query or closing slash, that means itself when it is read again; or a FormatException (through a client, its own exceptions), with no password in any text";

    public override int MaxLength => 200;

    public override bool IsJson => false;

    public override IEnumerable<string> Words =>
    [
        "http://", "https://", "https+http://", "http+https://", "HTTP://", "://", "//", "0.0.0.0", "127.0.0.1", "[::1]", "[::]", "::1", "[fe80::1%25eth0]", "localhost", "ollama.com", ":11434", ":0", ":65535", ":65536", ":99999", "@", $"user:{Password}@", $":{Password}@", $"{Password}@", "?key=", "#", "/v1", "/api",
        "/api/chat", "/v1/chat/completions", "/", "..", "%2F", "%40", "%", "%zz", "xn--", "ü", "。", "\\", "\"", "'", "Endpoint=", "; Endpoint = ", $";Key={Password}", " ", "0x7f.1", "1.2.3", "[v1.a]", "[", "]", ":", "_",
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (var one in Targets.Seeds.Cases("host_parse.json"))
        {
            if (one.GetProperty("input").GetString() is { } text)
            {
                yield return Encoding.UTF8.GetBytes(text);
            }
        }

        foreach (var text in (string[])["", "localhost", "http://user:pa55-w0rd@host:1/x/?a#b", "[::1]:80", "https://ollama.com", "http://h/v1/", "https+http://ollama", "Endpoint=http://h;Key=pa55-w0rd", "http://h?key=pa55-w0rd"])
        {
            yield return Encoding.UTF8.GetBytes(text);
        }
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        var text = Encoding.UTF8.GetString(input.Span);
        try
        {
            var endpoint = EndpointParser.Parse(text);
            Check(endpoint);
            Check(endpoint.ForNative());
            Check(endpoint.ForOpenAI());
        }
        catch (FormatException e)
        {
            MustNotTell(e, text);
        }

        if (StreamTarget.PiecesOf(input.Span) / 2 % OneInMany == 0)
        {
            CheckClients(text);
        }
    }

    private static void Check(ServerEndpoint endpoint)
    {
        var address = endpoint.Address;
        Must(address.IsAbsoluteUri && address.Scheme is "http" or "https" or "https+http" or "http+https", "It is no address of HTTP", address);
        Must(address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0, "It holds more than where requests go", address);
        Must(address.Host.Length > 0, "It has no host", address);
        Must(address.AbsolutePath == "/" || !address.AbsolutePath.EndsWith('/'), "It ends in a slash", address);
        Must(address.Port is >= -1 and <= 65535, "It has no port", address);
        if (address.AbsoluteUri[^1] is '\'' or '"')
        {
            // Quotes around a whole address are taken for somebody's shell.
            return;
        }

        try
        {
            var again = EndpointParser.Parse(address.AbsoluteUri);
            // .NET may escape a lone percent sign once more.
            var isSame = address.AbsolutePath.Contains('%', StringComparison.Ordinal) ? again.Address.Authority == address.Authority : again.Address.AbsoluteUri == address.AbsoluteUri;
            Must(isSame, $"Read again it is {again.Address.AbsoluteUri}", address);
        }
        catch (FormatException e)
        {
            throw new BrokenRuleException($"An address of its own is refused: {address.AbsoluteUri}", e);
        }
    }

    private static void CheckClients(string text)
    {
        try
        {
            using var native = new OllamaClient(new OllamaClientOptions { Endpoint = text, AllowApiKeyOverHttp = true, Handler = new NoServerHandler() });
            using var openAI = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = text, AllowApiKeyOverHttp = true, Handler = new NoServerHandler() });
            Must(native.Endpoint.UserInfo.Length == 0 && openAI.Endpoint.UserInfo.Length == 0, "A client shows its user", native.Endpoint);
        }
        catch (Exception e) when (e is ArgumentException or LlmConfigurationException)
        {
            MustNotTell(e, text);
        }
    }

    // Where it is part of a name or a path it is no password.
    private static void MustNotTell(Exception e, string text)
    {
        var place = text.IndexOf(Password, StringComparison.Ordinal);
        var before = place < 0 ? "" : text[..place];
        var isSecret = place >= 0 && text.LastIndexOf(Password, StringComparison.Ordinal) == place && (text.IndexOf('@', place) >= 0 || before.Contains('?', StringComparison.Ordinal) || before.Contains('#', StringComparison.Ordinal) || before.EndsWith("Key=", StringComparison.OrdinalIgnoreCase));
        for (Exception? cause = e; cause is not null && isSecret; cause = cause.InnerException)
        {
            if (cause.Message.Contains(Password, StringComparison.Ordinal))
            {
                throw new BrokenRuleException($"A password is told: {cause.Message}", e);
            }
        }
    }

    private static void Must(bool holds, string rule, Uri address)
    {
        if (!holds)
        {
            throw new BrokenRuleException($"{rule}: {address.OriginalString}");
        }
    }
}
