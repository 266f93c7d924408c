using System.Text;
using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.Tests.Json;

/// <summary>What is wrong with a text that should be JSON is said in words that need no .NET.</summary>
public sealed class JsonFaultWordsTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2,}""", "a comma before '}' at character 14")]
    [InlineData("[1, ]", "a comma before ']' at character 5")]
    [InlineData("""{"é":1,}""", "a comma before '}' at character 8")]
    [InlineData("{\n\"a\": 1,\n}", "a comma before '}' at character 11")]
    [InlineData("""{'a':1}""", "a single quote at character 2; JSON has double quotes")]
    [InlineData("""{"a":1 // one""", "a comment at character 8, and JSON has none")]
    [InlineData("{\"a\":\"x\ny\"}", "a line break or another control character inside a text at character 8; write it as an escape such as \\n")]
    [InlineData("""{"a":1,""", "the text ends in the middle")]
    [InlineData("""{"a":"x""", "the text ends in the middle")]
    [InlineData("""{"a":tru""", "the text ends in the middle")]
    [InlineData("{", "the text ends in the middle")]
    [InlineData(" ", "the text is empty")]
    [InlineData("", "the text is empty")]
    [InlineData("{} and more", "something follows the value at character 4")]
    [InlineData("{}{}", "something follows the value at character 3")]
    [InlineData("5 5", "something follows the value at character 3")]
    [InlineData("nonsense", "'o' is not expected at character 2")]
    [InlineData("""{a:1}""", "'a' is not expected at character 2")]
    [InlineData("""{"a":é}""", "a character is not expected at character 6")]
    [InlineData("""{"a":01}""", "'1' is not expected at character 7")]
    [InlineData("""{"a":"\x"}""", "'x' is not expected at character 8")]
    [InlineData("[1 2]", "'2' is not expected at character 4")]
    [InlineData("{}", null)]
    [InlineData(" [1, 2] ", null)]
    public void Is_said_in_words(string text, string? words) => Assert.Equal(words, JsonFault.Of(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Depth(char begin)
    {
        var text = string.Concat(Enumerable.Repeat(begin == '[' ? "[" : "{\"a\":", 65));

        Assert.Equal($"nested deeper than 64 levels at character {text.LastIndexOf(begin) + 1}", JsonFault.Of(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Any_text_is_JSON_or_has_a_fault_without_a_word_of_the_reader()
    {
        const string Characters = "{}[]\":,1e-.\\u/tn' \nxé";
        var random = new Random(20261129);
        for (var run = 0; run < 20_000; run++)
        {
            var utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Characters[random.Next(Characters.Length)])));

            var words = JsonFault.Of(utf8);

            Assert.Equal(IsJson(utf8), words is null);
            Assert.DoesNotContain("reader", words ?? "", StringComparison.Ordinal);
        }
    }

    private static bool IsJson(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
