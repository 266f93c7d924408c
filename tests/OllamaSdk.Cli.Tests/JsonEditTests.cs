using System.Text;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Tests;

/// <summary>Changes to a file that a person may have written.</summary>
public sealed class JsonEditTests
{
    [Theory]
    [InlineData("{\n}\n", "a", "{\n  \"a\": 1\n}\n")]
    [InlineData("{}", "a", "{\n  \"a\": 1\n}")]
    [InlineData("{}", "a.b.c", "{\n  \"a\": {\n    \"b\": {\n      \"c\": 1\n    }\n  }\n}")]
    [InlineData("{\n  \"a\": 2\n}", "a", "{\n  \"a\": 1\n}")]
    [InlineData("{\n    \"b\": 2\n}", "a", "{\n    \"b\": 2,\n    \"a\": 1\n}")]
    [InlineData("{\n\t\"b\": {\n\t\t\"c\": 2\n\t}\n}", "b.a", "{\n\t\"b\": {\n\t\t\"c\": 2,\n\t\t\"a\": 1\n\t}\n}")]
    [InlineData("{ \"b\": 2 }", "a", "{ \"b\": 2, \"a\": 1 }")]
    [InlineData("{ \"b\": { \"c\": 2 } }", "b.a", "{ \"b\": { \"c\": 2, \"a\": 1 } }")]
    [InlineData("{\n  \"b\": 2, // why\n  // more\n}", "a", "{\n  \"b\": 2, // why\n  // more\n  \"a\": 1\n}")]
    [InlineData("{\n  \"b\": 2 // why, now\n}", "a", "{\n  \"b\": 2, // why, now\n  \"a\": 1\n}")]
    [InlineData("{\n  \"b\": 2 /* , } */\n}", "a", "{\n  \"b\": 2, /* , } */\n  \"a\": 1\n}")]
    [InlineData("{ // nothing\n}", "a", "{ // nothing\n  \"a\": 1\n}")]
    [InlineData("{\n  \"b\": null\n}", "b.a", "{\n  \"b\": {\n    \"a\": 1\n  }\n}")]
    [InlineData("{\n  \"a\": [ { \"a\": 2 } ]\n}", "a", "{\n  \"a\": 1\n}")]
    public void A_member_is_set_and_the_rest_stays(string json, string path, string expected) =>
        Assert.Equal(expected, Text(JsonEdit.Set(Encoding.UTF8.GetBytes(json), path.Split('.'), "1")));

    [Theory]
    [InlineData("{\n  \"a\": 1\n}", "a", "{\n  \n}")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": 2\n}", "a", "{\n  \"b\": 2\n}")]
    [InlineData("{\n  \"b\": 2,\n  \"a\": 1\n}", "a", "{\n  \"b\": 2\n}")]
    [InlineData("{\n  \"b\": 2,\n  \"a\": { \"c\": 1 },\n}", "a", "{\n  \"b\": 2,\n}")]
    [InlineData("{ \"b\": 2, \"a\": 1 }", "a", "{ \"b\": 2 }")]
    [InlineData("{ \"a\": 1, \"b\": 2 }", "a", "{ \"b\": 2 }")]
    [InlineData("{ \"b\": { \"a\": 1 } }", "b.a", "{ \"b\": {  } }")]
    [InlineData("{ \"b\": 1 }", "a", "{ \"b\": 1 }")]
    public void A_member_is_taken_out_and_the_rest_stays(string json, string path, string expected) =>
        Assert.Equal(expected, Text(JsonEdit.Remove(Encoding.UTF8.GetBytes(json), path.Split('.'))));

    private static string Text(byte[] json)
    {
        // Whatever was done, it can be read.
        JsonMap.Of(json);
        return Encoding.UTF8.GetString(json);
    }
}
