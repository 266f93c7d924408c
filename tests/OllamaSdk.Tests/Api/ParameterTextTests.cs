namespace OllamaSdk.Tests.Models;

/// <summary>The text of a model's parameters, as Go writes it.</summary>
public sealed class ParameterTextTests
{
    [Fact]
    public void Names_come_with_all_their_values()
    {
        var values = Parse("num_ctx                        2048\ntemperature                    0.6\n"
            + "stop                           \"<|im_start|>\"\nstop                           \"<|im_end|>\"\nuse_mmap                       true");

        Assert.Equal(["num_ctx", "temperature", "stop", "use_mmap"], values.Keys);
        Assert.Equal(["2048"], values["num_ctx"]);
        Assert.Equal(["0.6"], values["temperature"]);
        Assert.Equal(["<|im_start|>", "<|im_end|>"], values["stop"]);
        Assert.Equal(["true"], values["use_mmap"]);
    }

    [Theory]
    [InlineData("""stop "a b"  """, "a b")]
    [InlineData("""stop " a " """, " a ")]
    [InlineData("""stop "" """, "")]
    [InlineData("""stop "\"" """, "\"")]
    [InlineData("""stop "\\n" """, "\\n")]
    [InlineData("""stop "\n\r\t\a\b\f\v" """, "\n\r\t\a\b\f\v")]
    [InlineData("""stop "\u00e9\U0001f600\x41" """, "\u00e9\ud83d\ude00A")]
    [InlineData("""stop "é😀" """, "é😀")]
    [InlineData("""stop "\x" """, "x")]
    [InlineData("""stop "\uD800" """, "uD800")]
    [InlineData("""stop "abc\" """, "abc\"")]
    [InlineData("""stop " """, "\"")]
    [InlineData("""a_name_of_more_than_thirty_characters 1""", "1")]
    public void A_value_is_read(string line, string? expected) => Assert.Equal(expected, Parse(line).Values.SingleOrDefault()?.Single());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n\r\n  \n")]
    [InlineData("alone")]
    public void What_is_no_parameter_gives_none(string? text) => Assert.Empty(Parse(text));

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Parse(string? text) => new ShowModelResponse { Parameters = text }.ParameterValues;
}
