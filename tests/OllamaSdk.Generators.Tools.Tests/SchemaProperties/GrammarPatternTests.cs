using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OllamaSdk.Generators.Tools.Emission;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The patterns that reach servers: such that every grammar converter takes them, and such that they mean what the attribute says.</summary>
public class GrammarPatternTests
{
    /// <summary>The attribute's expression, what the schema says, and a text that fits.</summary>
    public static TheoryData<string, string?, string> Patterns => new()
    {
        { "[A-Z]{2}", "^[A-Z]{2}$", "AB" },
        { "^[A-Z]{2}$", "^[A-Z]{2}$", "AB" },
        { @"\A[A-Z]{2}\z", "^[A-Z]{2}$", "AB" },
        { @"\d{2}|\d{4}", "^([0-9]{2}|[0-9]{4})$", "1234" },
        { @"^(?:\d{2}|\d{4})$", "^([0-9]{2}|[0-9]{4})$", "12" },
        { "^a|b$", "^(a|b)$", "b" },
        { @"^\d{4}$", "^[0-9]{4}$", "1234" },
        { @"\w+@\w+\.com", "^[A-Za-z0-9_]+@[A-Za-z0-9_]+[.]com$", "a_1@b.com" },
        { @"\s*x\S+", @"^[ \t\r\n]*x[^ \t\r\n]+$", " \tx!?" },
        { @"\D\W", "^[^0-9][^A-Za-z0-9_]$", "x-" },
        { @"[\d\-x]+", @"^[0-9\x2Dx]+$", "1-x" },
        { "[a-]b", @"^[a\x2D]b$", "-b" },
        { "[-a]b", @"^[\x2Da]b$", "-b" },
        { "[]a]", @"^[\]a]$", "]" },
        { "[^]a]", @"^[^\]a]$", "b" },
        { @"[\[\]\\]", @"^[\[\]\\]$", "[" },
        { "[a^]", @"^[a\x5E]$", "^" },
        { @"[+-\.]", "^[+-.]$", "," },
        { @"a\+b", "^a[+]b$", "a+b" },
        { @"\$\^\(\)\[\]\{\}\|\*\?\\", @"^[$][\x5E][(][)][\[][\]][{][}][|][*][?][\\]$", "$^()[]{}|*?\\" },
        { "a\"b", @"^a[\x22]b$", "a\"b" },
        { @"\x41\u0042\t", @"^AB[\t]$", "AB\t" },
        { "a{,3}", "^a[{],3[}]$", "a{,3}" },
        { "a{2,}b{1,3}c?", "^a{2,}b{1,3}c?$", "aaabbc" },
        { "(a(b|c)+)*d", "^(a(b|c)+)*d$", "abcabd" },
        { ".*é", "^.*é$", "xyé" },
        { "a-b/c:d,e f", "^a-b/c:d,e f$", "a-b/c:d,e f" },
        { "(?i)a", null, "" },
        { "(?=a)a", null, "" },
        { "(?<!a)b", null, "" },
        { "(?<n>a)", null, "" },
        { @"(a)\1", null, "" },
        { @"(?'n'a)\k<n>", null, "" },
        { @"a\b", null, "" },
        { "a*?", null, "" },
        { "a{2}?", null, "" },
        { @"\p{L}", null, "" },
        { @"[\p{L}]", null, "" },
        { @"[\D]", null, "" },
        { "[a-z-[aeiou]]", null, "" },
        { "a||b", null, "" },
        { "()", null, "" },
        { "a^b", null, "" },
        { "a$b", null, "" },
        { "(^a)", null, "" },
        { "a{5000}", null, "" },
        { "(?#words)a", null, "" },
        { "(?>a)", null, "" },
        { "(?(a)b|c)", null, "" },
        { "😀", null, "" },
    };

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Is_said_so_that_every_converter_takes_it(string pattern, string? sent, string fits)
    {
        _ = new Regex(pattern);

        Assert.Equal(sent, GrammarPattern.Of(pattern));
        if (sent is not null)
        {
            Assert.Null(GrammarRules.Problem(sent));
            Assert.Matches(Emission.Patterns.Whole(pattern), fits);
            Assert.Matches(sent, fits);
        }
    }

    [Fact]
    public void The_rules_know_what_servers_die_of()
    {
        Assert.All(
            ["^(?:[A-Z]{2})$", @"^\d{4}$", @"^a\.+$", "[A-Z]", "^a|b$", "^()$", "^(a|)$", @"^[\d]$", "^a{5000}$", "^a+?$", "^[a-]$", "^(a$", "^a)$"],
            pattern => Assert.NotNull(GrammarRules.Problem(pattern)));
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Takes_and_refuses_the_same_texts(string pattern, string? sent, string fits)
    {
        if (sent is null)
        {
            return;
        }

        var random = new Random(7);
        var ours = new Regex(Emission.Patterns.Whole(pattern), RegexOptions.CultureInvariant);
        var theirs = new Regex(sent, RegexOptions.ECMAScript);
        for (var i = 0; i < 4000; i++)
        {
            var text = Sample(pattern + fits, random);
            var isOurs = ours.IsMatch(text);
            // ECMAScript's $ is the end; that of .NET stands before a last line end too.
            Assert.Equal((text, isOurs), (text, theirs.Match(text) is { Success: true } match && match.Length == text.Length));
        }
    }

    [Fact]
    public void Any_pattern_is_said_right_or_not_at_all()
    {
        string[] parts = ["a", "b", "\\d", "\\w", "\\s", "[ab]", "[^a]", "[0-9a]", ".", "\\.", "(a|b)", "(?:b\\d)", "-", "\\-", "{", "}", "|", "+", "*", "?", "{2}", "{0,3}", "^", "$", "(", ")", "\"", "]"];
        var random = new Random(20261129);
        var said = 0;
        for (var round = 0; round < 5000; round++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                _ = new Regex(pattern);
            }
            catch (ArgumentException)
            {
                continue;
            }

            if (GrammarPattern.Of(pattern) is not { } sent)
            {
                continue;
            }

            said++;
            Assert.True(GrammarRules.Problem(sent) is null, $"{pattern} -> {sent}: {GrammarRules.Problem(sent)}");
            var ours = new Regex(Emission.Patterns.Whole(pattern), RegexOptions.CultureInvariant);
            var theirs = new Regex(sent, RegexOptions.ECMAScript);
            for (var i = 0; i < 40; i++)
            {
                var text = Sample("ab01 -.{}\"]", random);
                Assert.Equal((pattern, sent, text, ours.IsMatch(text)), (pattern, sent, text, theirs.Match(text) is { Success: true } match && match.Length == text.Length));
            }
        }

        Assert.True(said > 1000, $"{said} patterns were said.");
    }

    [Fact]
    public void The_patterns_of_types_are_taken()
    {
        var tool = ToolSnippets.Load("public static partial class T { [LlmTool(\"d\")] public static void A(TimeOnly x, Version y) { } }").ToolsOf("T").Single();
        var properties = JsonNode.Parse(tool.SchemaUtf8.Span)!["properties"]!.AsObject();

        Assert.Equal(2, properties.Count);
        Assert.All(properties, property => Assert.Null(GrammarRules.Problem((string)property.Value!["pattern"]!)));
    }

    [Fact]
    public void A_pattern_that_cannot_be_said_stands_in_words_and_is_checked()
    {
        var run = ToolSnippets.Run("public static partial class T { [LlmTool(\"d\")] public static void A([RegularExpression(\"(?i)ab\"), Description(\"The code.\")] string x) { } }");

        Assert.Contains("""{"x":{"type":"string","description":"The code. (matches the regular expression (?i)ab)"}}""", run.Sources.Single().Text);
        Assert.Equal(["LLM016"], run.Diagnostics.Select(d => d.Id));
    }

    // Mostly of the pattern's own signs, since few other texts would match.
    private static string Sample(string pattern, Random random)
    {
        var signs = pattern + "aAbcdxZ059_ \t\n.-";
        var text = new StringBuilder();
        var length = random.Next(0, 9);
        for (var i = 0; i < length; i++)
        {
            text.Append(random.Next(3) == 0 ? "abcdxABCZ0159"[random.Next(13)] : signs[random.Next(signs.Length)]);
        }

        return text.ToString();
    }
}
