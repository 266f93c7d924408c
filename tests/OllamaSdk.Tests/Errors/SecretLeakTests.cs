using System.Text;
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

    public sealed record Secret(string Text);

    public sealed record Around(string Text);
}
