using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace OllamaSdk.Tests.Errors;

/// <summary>No secret is seen, whatever stands around it and wherever the text is cut.</summary>
public sealed class SecretLeakTests
{
    private const int LeastLength = 4;

    // Only secrets have these, so that each one that is seen is a leak.
    private const string SecretCharacters = "XYZßΩ";

    [Property(Arbitrary = [typeof(SecretLeakTests)], MaxTest = 20_000, EndSize = 50, Replay = "(20260101,1)")]
    public void Nothing_of_it_is_seen(Secret[] given, bool nested, Around[] around, NonNegativeInt end, PositiveInt most)
    {
        // A secret may begin as another one does that is a whole.
        string[] secrets = [.. given.Select(one => one.Text), .. given.Zip(given.Skip(1), (one, next) => one.Text + next.Text).Where(_ => nested)];
        var text = string.Concat(around.Select((part, i) => part.Text + (secrets.Length == 0 ? "" : secrets[^((i % secrets.Length) + 1)])));
        var utf8 = Encoding.UTF8.GetBytes(text);

        var seen = new SafeText(secrets).Clean(utf8.AsSpan(0, end.Get % (utf8.Length + 1)), most.Get * 10);

        Assert.True(LongestRun(seen) < LeastLength, seen);
    }

    [Property(Arbitrary = [typeof(SecretLeakTests)], MaxTest = 20_000, EndSize = 50, Replay = "(20260101,1)")]
    public void Nothing_of_it_is_seen_behind_escapes(Secret given, Around before, Around after, Form[] forms, bool nested, NonNegativeInt end, PositiveInt most)
    {
        var echoed = string.Concat(given.Text.Select((c, i) => forms.Length == 0 ? $"{c}" : forms[i % forms.Length].Write(c)));
        var text = before.Text + (nested ? System.Text.Json.JsonEncodedText.Encode(echoed).ToString() : echoed) + after.Text;
        var utf8 = Encoding.UTF8.GetBytes(text);

        var seen = new SafeText(given.Text).Clean(utf8.AsSpan(0, end.Get % (utf8.Length + 1)), most.Get * 10);

        Assert.True(LongestRun(Read(Read(Read(seen)))) < LeastLength, $"{text}: {seen}");
    }

    public static Arbitrary<Form> Forms() => Gen.Elements<Form>(
        new(c => $"{c}"), new(c => $"\\u{(int)c:x4}"), new(c => $"\\u{(int)c:X4}"),
        new(c => string.Concat(Encoding.UTF8.GetBytes($"{c}").Select(b => $"%{b:x2}"))), new(c => Uri.EscapeDataString($"{c}")), new(c => $"&#x{(int)c:X};")).ToArbitrary();

    public static Arbitrary<Secret> Secrets() => Gen.Elements(SecretCharacters.ToCharArray()).ArrayOf()
        .Where(characters => characters.Length >= LeastLength).Select(characters => new Secret(new string(characters))).ToArbitrary();

    public static Arbitrary<Around> Arounds() => Gen.Elements("key=", "\"", "\0", "€ ", "\n", "bearer ", "😀").Select(text => new Around(text)).ToArbitrary();

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = SecretCharacters.Contains(c, StringComparison.Ordinal) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // One level of escapes, read by other means than those that are tested.
    private static string Read(string text) => Regex.Replace(
        Regex.Replace(text, @"\\u([0-9a-fA-F]{4})|&#x([0-9A-F]+);", match => $"{(char)Convert.ToInt32(match.Groups[1].Value + match.Groups[2].Value, 16)}").Replace(@"\\", @"\", StringComparison.Ordinal),
        "(%[0-9a-fA-F]{2})+", match => Uri.UnescapeDataString(match.Value));

    public sealed record Secret(string Text);

    public sealed record Form(Func<char, string> Write);

    public sealed record Around(string Text);
}
