using System.Text;
using System.Text.Json;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Transport;

/// <summary>Host strings as the server and its official clients read them.</summary>
public sealed class EndpointParserTests
{
    private const string FileName = "host_parse.json";

    public static TheoryData<string?> Inputs =>
        [.. CaseFile.Read(FileName).GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("input").GetString())];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Case(string? input)
    {
        var found = CaseFile.Read(FileName).GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("input").GetString() == input);
        var expected = found.GetProperty("expected").GetString()!;
        if (expected is "error" or "open")
        {
            var error = Assert.Throws<FormatException>(() => EndpointParser.Parse(input));
            Assert.Contains(input!.Split("://")[0].TrimStart(':'), error.Message, StringComparison.Ordinal);
            return;
        }

        var endpoint = EndpointParser.Parse(input);

        Assert.Equal(Normal(new Uri(expected)), Normal(endpoint.Address));
        Assert.Equal(BasicOf(found, input), endpoint.BasicCredentials);
        Assert.Empty(endpoint.Address.UserInfo);
    }

    [Theory]
    [InlineData("ollama.com", "https://ollama.com/")]
    [InlineData("[::]", "http://[::1]:11434/")]
    [InlineData("[::]:80", "http://[::1]/")]
    [InlineData("1.2.3.4:", "http://1.2.3.4:11434/")]
    [InlineData("'1.2.3.4'", "http://1.2.3.4:11434/")]
    [InlineData("HTTP://Example.COM", "http://example.com/")]
    [InlineData("http://h/a/b//", "http://h/a/b")]
    [InlineData("h?key=1", "http://h:11434/")]
    [InlineData("0", "http://127.0.0.1:11434/")]
    [InlineData("0:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://0x0/x", "http://127.0.0.1/x")]
    [InlineData("[0::0]:8080", "http://[::1]:8080/")]
    [InlineData("https+http://Ollama", "https+http://ollama/")]
    [InlineData("http+https://ollama:8080/a/", "http+https://ollama:8080/a")]
    [InlineData("http://_chat.ollama", "http://_chat.ollama/")]
    [InlineData("http://h/a\\", "http://h/a")]
    [InlineData("http://h/a/.", "http://h/a")]
    [InlineData("::%1", "http://[::1]:11434/")]
    public void Form_that_the_server_takes_too(string input, string expected) => Assert.Equal(expected, EndpointParser.Parse(input).Address.ToString());

    [Theory]
    [InlineData("user:p%40ss@h", "user:p@ss")]
    [InlineData("user:p@ss@h", "user:p@ss")]
    [InlineData("http://user@h", "user:")]
    [InlineData("http://user:@h", "user:")]
    public void Credentials(string input, string decoded) =>
        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes(decoded)), EndpointParser.Parse(input).BasicCredentials);

    [Theory]
    [InlineData("http://user:pa55word@host:99999")]
    [InlineData("http://user:pa55word/x@host")]
    [InlineData("http://user:pa55word#x@host")]
    [InlineData("user:pa55word@ho st")]
    [InlineData("user:pa55word@host:x")]
    [InlineData("user:pa55word://x@host")]
    [InlineData("pa55word:pa55word://x@host")]
    [InlineData("Key=pa55word; Endpoint=http://host")]
    [InlineData("Endpoint = http://host;Key=pa55word")]
    [InlineData("Key=pa55word;Model=m")]
    public void A_refusal_never_shows_a_password(string input)
    {
        var error = Assert.Throws<FormatException>(() => EndpointParser.Parse(input));

        Assert.DoesNotContain("pa55word", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(":-1")]
    [InlineData("h:65536")]
    [InlineData("h:1e3")]
    [InlineData("h: 80")]
    [InlineData("a b")]
    [InlineData("http://")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https+http://")]
    [InlineData("http+ftp://h")]
    [InlineData("http:// /")]
    [InlineData("host\\x")]
    [InlineData("[::1]x")]
    [InlineData("[::]]")]
    [InlineData("https+http://0:1:")]
    [InlineData("https+http://h ?")]
    [InlineData("2147483648\u202C")]
    [InlineData("h\u200B:80")]
    public void Refused_or_read_as_loopback(string input)
    {
        var error = Record.Exception(() => Assert.True(EndpointParser.Parse(input).IsLoopback));

        Assert.True(error is null or FormatException, error?.ToString());
        Assert.Equal(input == "http://", error is null);
    }

    // Names that programs of one compose file give each other.
    [Theory]
    [InlineData("http://api", "http://api/", "http://api/v1")]
    [InlineData("http://completions", "http://completions/", "http://completions/v1")]
    [InlineData("https+http://api", "https+http://api/", "https+http://api/v1")]
    [InlineData("http://h//api", "http://h/", "http://h//api")]
    [InlineData("http://h///completions", "http://h///completions", "http://h/v1")]
    public void A_host_is_no_route(string input, string native, string openAI)
    {
        var endpoint = EndpointParser.Parse(input);

        Assert.Equal(native, endpoint.ForNative().Address.AbsoluteUri);
        Assert.Equal(openAI, endpoint.ForOpenAI().Address.AbsoluteUri);
    }

    private static string Normal(Uri uri) => $"{uri.Scheme}://{uri.Host}:{uri.Port}{uri.AbsolutePath.TrimEnd('/')}";

    private static string? BasicOf(JsonElement found, string? input) =>
        found.TryGetProperty("note", out var note) && note.GetString()!.Contains("Basic", StringComparison.Ordinal)
            ? Convert.ToBase64String(Encoding.UTF8.GetBytes(input!.Split("://")[^1].Split('@')[0]))
            : null;
}
