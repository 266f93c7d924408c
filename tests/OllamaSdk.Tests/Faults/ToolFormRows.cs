using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.Faults;

/// <summary>J06: arguments in other forms than the API's. What means an object is read as one, the rest is told to the model.</summary>
public sealed class ToolFormRows
{
    private const int MiB = 1024 * 1024;

    private static readonly Dictionary<string, (string Json, string Told)> s_large = new()
    {
        ["1 MiB and a byte"] = ($$"""{"x":"{{new string('a', MiB - 7)}}"}""", "The arguments are 1048577 bytes long, and at most 1048576 are allowed."),
        ["10 MB"] = ($$"""{"x":"{{new string('a', 10_000_000)}}"}""", "The arguments are 10000008 bytes long, and at most 1048576 are allowed."),
        ["65 levels"] = ($$"""{"x":{{Nested(64)}}}""", "64"),
        ["200 levels"] = ($$"""{"x":{{Nested(199)}}}""", "64"),
    };

    private bool _ran;

    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static MatrixTheoryData<Client, string> Large => new(Enum.GetValues<Client>(), s_large.Keys);

    public static TheoryData<Client> Clients => FaultData.Clients;

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J06_arguments_that_are_no_object(Client client, Split split)
    {
        string[] forms = ["\"sunny\"", "5", "[1]", "true", "\"{\\\"x\\\":\"", .. client.IsEvents() ? (string[])["sunny", "{\"x\":", "{\"x\":1}{\"x\":2}", "{\"x\":1,}", "{'x':1}"] : []];
        foreach (var form in split == Split.Each ? forms[^1..] : forms)
        {
            var runs = await ToolRun.AllAsync(client, split, () => [Echo()], [[new("echo", form)]]);

            Assert.All(runs, run =>
            {
                Assert.StartsWith("arguments", Assert.Single(run.Told), StringComparison.Ordinal);
                Assert.Equal((ToolFailure.BadArguments, "done", 2), (run.Call.Result?.Failure, run.Result?.Text, run.Requests.Count));
            });
        }

        Assert.False(_ran);
    }

    [Theory]
    [MemberData(nameof(Large))]
    public async Task J06_arguments_that_are_too_much(Client client, string form)
    {
        var (arguments, told) = s_large[form];

        var runs = await ToolRun.AllAsync(client, Split.Whole, () => [Echo()], [[new("echo", arguments)]]);

        Assert.All(runs, run =>
        {
            Assert.Contains(told, Assert.Single(run.Told), StringComparison.Ordinal);
            Assert.Equal((ToolFailure.BadArguments, "done"), (run.Call.Result?.Failure, run.Result?.Text));
        });
        Assert.False(_ran);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J06_none_and_an_object_inside_a_text_are_read(Client client, Split split)
    {
        string[] none = ["{}", "null", "[]", "\"\"", "\"{}\"", .. client.IsEvents() ? (string[])["", " "] : []];
        foreach (var (form, read) in none[..(split == Split.Each ? 0 : ^0)].Select(form => (form, "{}")).Append((""" "{\"x\":1}" """.Trim(), """{"x":1}""")))
        {
            var runs = await ToolRun.AllAsync(client, split, () => [Echo()], [[new("echo", form)]]);

            Assert.All(runs, run => Assert.Equal([read], run.Told));
        }
    }

    /// <summary>Natively the text is the server's form of the arguments, and read before there is a loop.</summary>
    [Theory]
    [InlineData(Client.V1)]
    [InlineData(Client.LlmV1)]
    public async Task J06_Strict_refuses_an_object_inside_a_text(Client client)
    {
        const string Form = """
            "{\"x\":1}"
            """;
        var strict = LlmTool.Create("echo", "Does echo.", TestTools.Schema, (_, _, _) => new(Ran()), new(Strict: true));

        var runs = await ToolRun.AllAsync(client, Split.Whole, () => [strict], [[new("echo", Form)]]);
        runs = [.. runs, .. await ToolRun.AllAsync(client, Split.Whole, () => [Echo()], [[new("echo", Form)]], () => new() { StrictArguments = true })];

        Assert.All(runs, run =>
        {
            Assert.Equal(["arguments: got String, expected an object"], run.Told);
            Assert.Equal(ToolFailure.BadArguments, run.Call.Result?.Failure);
        });
        Assert.False(_ran);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task J06_Strict_takes_what_is_an_object_or_nothing(Client client)
    {
        foreach (var (form, read) in ((string, string)[])[("""{"x":1}""", """{"x":1}"""), ("null", "{}")])
        {
            var runs = await ToolRun.AllAsync(client, Split.Whole, () => [Echo()], [[new("echo", form)]], () => new() { StrictArguments = true });

            Assert.All(runs, run => Assert.Equal([read], run.Told));
        }
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private LlmTool Echo() => TestTools.Make("echo", arguments =>
    {
        Ran();
        return arguments.GetRawText();
    });

    private ToolResult Ran()
    {
        _ran = true;
        return "ran";
    }
}
