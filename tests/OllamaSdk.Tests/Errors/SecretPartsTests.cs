namespace OllamaSdk.Tests.Errors;

/// <summary>What of a header or an address is looked for in foreign text, and what is not: a word that is hidden by mistake makes a message unreadable.</summary>
public sealed class SecretPartsTests
{
    [Theory]
    [InlineData("Authorization", "Bearer abc1", "Bearer abc1|abc1")]
    [InlineData("Authorization", "Basic dXNlcjpwYXNz", "Basic dXNlcjpwYXNz|dXNlcjpwYXNz|user:pass|pass")]
    [InlineData("Authorization", "Basic !!", "Basic !!|!!")]
    [InlineData("Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/2026, Signature=\"0123456789\"", "AWS4-HMAC-SHA256 Credential=AKIA/2026, Signature=\"0123456789\"|Credential=AKIA/2026, Signature=\"0123456789\"|AKIA/2026|0123456789")]
    [InlineData("Proxy-Authorization", "s3cr", "s3cr")]
    [InlineData("Cookie", "theme=dark; sid=0123456789; b64=YWJjZGVm==", "theme=dark; sid=0123456789; b64=YWJjZGVm==|0123456789|YWJjZGVm==")]
    [InlineData("X-Api-Keys", "first-key, second-key", "first-key, second-key|first-key|second-key")]
    [InlineData("X-Session-Id", "0123456789", "0123456789")]
    [InlineData("X-Upstream", "bearer 0123456789", "bearer 0123456789|0123456789")]
    [InlineData("User-Agent", "program/1.2.3 (Linux) and more", "")]
    [InlineData("X-Team", "search-and-find", "")]
    [InlineData("X-Author", "Jane-Something", "")]
    [InlineData("Idempotency-Key", "0123456789", "")]
    [InlineData("X-Max-Tokens", "4096", "")]
    [InlineData("X-Auth-Mode", "none", "")]
    [InlineData("X-Token-Type", "bearer", "")]
    public void Of_a_header(string name, string value, string expected) => Assert.Equal(expected, string.Join('|', SecretParts.OfHeader(name, value)));

    [Theory]
    [InlineData("llama3.2", "")]
    [InlineData("hf.co/user/model:latest", "")]
    [InlineData("https://registry.example/m", "")]
    [InlineData("https://me:p4ss@registry.example/m@1", "me:p4ss|p4ss")]
    [InlineData("https://t0ken@h", "t0ken|t0ken")]
    [InlineData("http://me:a/b@h", "me:a/b|a/b")]
    [InlineData("https://h/m?token=0123456789&n=5#fragment-1", "0123456789|fragment-1")]
    public void Of_an_address(string text, string expected) => Assert.Equal(expected, string.Join('|', SecretParts.OfAddress(text)));

    [Theory]
    [InlineData("llama3.2", "llama3.2")]
    [InlineData("https://me:p4ss@h/m?token=0123456789", "https://***@h/m?token=***")]
    public void A_models_name_is_shown_without_them(string model, string expected) => Assert.Equal(expected, SecretParts.ShownModel(model));

    [Theory]
    [InlineData("bad \\u0073\\u0033cret/1 and s3cret\\/1", "bad *** and ***")]
    [InlineData("{\"error\":\"{\\\"m\\\":\\\"s3cret\\\\/1\\\"}\"}", "{\"error\":\"{\\\"m\\\":\\\"***\\\"}\"}")]
    [InlineData("s3cret%2f1 s3cret%2F1 s3cret&#47;1 s3cret&#x2F;1 \\x733cret/1", "*** *** *** *** ***")]
    [InlineData("100% of C:\\users\\u00zz & more &amp; \\ud83d\\ude00 %zz", "100% of C:\\users\\u00zz & more &amp; \\ud83d\\ude00 %zz")]
    [InlineData("cut s3cret\\u002", "cut ***")]
    [InlineData("cut s3cret%2", "cut ***")]
    [InlineData("cut s3cret\\", "cut ***")]
    public void Escapes_hide_nothing_and_other_text_is_left_as_it_is(string text, string expected) => Assert.Equal(expected, new SafeText("s3cret/1").Clean(text, 1000));
}
