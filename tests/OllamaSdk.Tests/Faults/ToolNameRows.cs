using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.Faults;

/// <summary>J01, J02: a model asks for what is not there.</summary>
public sealed class ToolNameRows
{
    private int _ran;

    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static TheoryData<Client> Clients => FaultData.Clients;

    /// <summary>Names that look like one of the set, <c>echo</c> or <c>web.open</c>.</summary>
    public static MatrixTheoryData<Client, string> Likenesses => new(
        Enum.GetValues<Client>(),
        [
            "Echo", "ECHO", "echo ", " echo", "echo\n", "echo\0", "", " ", "\u0435cho", "ech\u043e", "\uff45cho", "echo\u200b", "\u202eecho", "e\u0301cho", "ech0",
            "functions.echo", "functions_echo", "functions::echo", "default_api.echo", "/echo", "echo()", "echo.", "echo\u0130",
            "Web.open", "web-open", "web open", "web..open", "web.open.", "web__open", "webopen", "open",
        ]);

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J01_a_name_that_is_not_registered(Client client, Split split)
    {
        var runs = await ToolRun.AllAsync(client, split, Tools, [[new("delete_all", """{"path":"/"}""")]]);

        Assert.All(runs, run =>
        {
            Assert.Equal(["There is no tool 'delete_all'. The tools are: echo, web.open."], run.Told);
            Assert.Equal(("delete_all", ToolFailure.UnknownTool, null), (run.Call.Name, run.Call.Result?.Failure, run.Call.Tool));
            Assert.Equal(("done", 2), (run.Result?.Text, run.Requests.Count));
        });
        Assert.Equal(0, _ran);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task J01_asking_for_it_again_and_again_ends_the_loop(Client client)
    {
        ModelCall[] call = [new("delete_all")];

        var runs = await ToolRun.AllAsync(client, Split.Whole, Tools, [call, call, call, call, call]);

        Assert.All(runs, run =>
        {
            var error = Assert.IsType<LlmToolException>(run.Error);
            Assert.Equal((ToolFailure.LoopLimit, "delete_all", 4), (error.Reason, error.ToolName, run.Requests.Count));
            Assert.Equal(4, run.Progress.Calls.Count);
        });
        Assert.Equal(0, _ran);
    }

    [Theory]
    [MemberData(nameof(Likenesses))]
    public async Task J02_a_name_that_only_looks_like_one(Client client, string name)
    {
        var runs = await ToolRun.AllAsync(client, Split.Whole, Tools, [[new(name)]]);

        Assert.All(runs, run =>
        {
            Assert.StartsWith("There is no tool '", Assert.Single(run.Told), StringComparison.Ordinal);
            Assert.Equal((name, ToolFailure.UnknownTool, null), (run.Call.Name, run.Call.Result?.Failure, run.Call.Tool));
            Assert.Equal("done", run.Result?.Text);
        });
        Assert.Equal(0, _ran);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task J02_a_name_in_another_case(Client client, Split split)
    {
        var runs = await ToolRun.AllAsync(client, split, Tools, [[new("Echo", """{"x":1}""")]]);

        Assert.All(runs, run => Assert.Equal(["There is no tool 'Echo'. The tools are: echo, web.open."], run.Told));
        Assert.Equal(0, _ran);
    }

    /// <summary>The one likeness that is none: servers that refuse dots know the tool by this name.</summary>
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task J02_an_underscore_for_a_dot_is_the_same_name(Client client)
    {
        var runs = await ToolRun.AllAsync(client, Split.Whole, Tools, [[new("web_open")]]);

        Assert.All(runs, run => Assert.Equal(("web.open", null), (run.Call.Name, run.Call.Result?.Failure)));
        Assert.Equal(runs.Count, _ran);
    }

    private LlmTool[] Tools() => [TestTools.Make("echo", _ => Ran()), TestTools.Make("web.open", _ => Ran())];

    private ToolResult Ran()
    {
        _ran++;
        return "ran";
    }
}
