using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>What goes wrong in a call is told to the model, and nobody else.</summary>
public sealed class ToolFaultTests
{
    [Fact]
    public async Task A_tool_without_its_service_ends_the_loop_since_no_model_can_mend_that()
    {
        var tool = TestTools.Make("echo", (context, _) => Task.FromResult(ToolResult.Text(CompilerServices.ToolServices.Required<Uri>(context).Host)));
        var model = new ScriptedModel(Calls(Call("echo")), Answer("done"));

        var failure = await Assert.ThrowsAsync<LlmConfigurationException>(() => model.RunAsync([tool]));

        Assert.Contains("'echo' needs a service provider", failure.Message, StringComparison.Ordinal);
        Assert.Single(model.Requests);
        Assert.Equal("echo", Assert.Single(ToolLoop.ProgressOf(failure)!.Calls).Name);
    }

    [Fact]
    public async Task Without_any_tool_there_is_none_to_name()
    {
        var model = new ScriptedModel(Calls(Call("echo")), Answer("done"));

        await model.RunAsync([]);

        Assert.Equal(["There is no tool 'echo', nor any other."], model.Results);
    }

    [Fact]
    public async Task Nulls_among_the_calls_are_nothing()
    {
        var model = new ScriptedModel(Calls("null", Call("echo")), Answer("done"));

        var result = await model.RunAsync([TestTools.Echo]);

        Assert.Equal("echo", Assert.Single(result.Calls).Name);
    }

    [Fact]
    public async Task An_empty_role_in_a_later_chunk_changes_nothing()
    {
        var model = new ScriptedModel([Chunk("", false, Call("echo")), Answer("").Replace("assistant", "", StringComparison.Ordinal)], [Answer("done")]);

        await model.WatchAsync([TestTools.Echo]);

        Assert.Equal("assistant", model.LastMessages[1].GetProperty("role").GetString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(50 * 24 * 3600)]
    public void A_time_limit_that_no_timer_can_keep_is_refused_with_the_tool(int seconds)
    {
        var caught = Assert.Throws<ArgumentException>(() => TestTools.Make("x", _ => "x", new ToolHints(Timeout: TimeSpan.FromSeconds(seconds))));

        Assert.Equal("Timeout", caught.ParamName);
    }

    [Fact]
    public async Task A_long_unknown_name_is_not_repeated_in_full()
    {
        var model = new ScriptedModel(Calls(Call(new string('x', 10_000))), Answer("done"));

        await model.RunAsync([TestTools.Echo]);

        Assert.InRange(Assert.Single(model.Results)!.Length, 64, 200);
    }

    [Fact]
    public async Task Bad_arguments_are_told_and_may_be_corrected()
    {
        var model = new ScriptedModel(Calls(Call("echo", "\"x\"")), Calls(Call("echo", """{"x":1}""")), Answer("done"));

        var result = await model.RunAsync([TestTools.Echo]);

        Assert.Equal("""{"x":1}""", model.Results[1]);
        Assert.Contains("expected an object", model.Results[0], StringComparison.Ordinal);
        Assert.Equal([ToolFailure.BadArguments, null], result.Calls.Select(call => call.Result?.Failure));
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public async Task Arguments_longer_than_the_limit_do_not_reach_the_tool(int length, bool runs)
    {
        var arguments = $$"""{"x":"{{new string('é', (length - 8) / 2)}}{{new string('a', (length - 8) % 2)}}"}""";
        var model = new ScriptedModel(Calls(Call("echo", arguments)), Answer("done"));

        await model.RunAsync([TestTools.Echo], new() { MaxArgumentBytes = 40 });

        Assert.Equal([runs ? arguments : $"The arguments are {length} bytes long, and at most 40 are allowed."], model.Results);
    }

    [Fact]
    public async Task A_tool_that_is_told_of_its_time_limit_has_timed_out_too()
    {
        var tool = TestTools.Make("wait", async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return "never";
        });
        var model = new ScriptedModel(Calls(Call("wait")), Answer("done"));

        var result = await Guard.Within(model.RunAsync([tool], new() { DefaultToolTimeout = TimeSpan.FromMilliseconds(30) }));

        Assert.Equal(ToolFailure.TimedOut, result.Calls[0].Result?.Failure);
    }

    [Fact]
    public async Task J13_a_result_that_is_too_long_is_cut_between_characters_and_says_so()
    {
        var model = new ScriptedModel(Calls(Call("long")), Answer("done"));

        await model.RunAsync([TestTools.Make("long", _ => "aé😀b")], new() { MaxResultBytes = 6 });

        Assert.Equal(["aé\n[The result was cut here: it is 8 bytes long, and at most 6 are sent.]"], model.Results);
    }

    [Fact]
    public async Task A_result_of_just_the_right_length_is_not_cut()
    {
        var model = new ScriptedModel(Calls(Call("fits")), Answer("done"));

        await model.RunAsync([TestTools.Make("fits", _ => "aé😀b")], new() { MaxResultBytes = 8 });

        Assert.Equal(["aé😀b"], model.Results);
    }

    [Fact]
    public async Task A_tool_made_by_hand_that_returns_nothing_sends_null()
    {
        var model = new ScriptedModel(Calls(Call("nothing")), Answer("done"));

        await model.RunAsync([TestTools.Make("nothing", _ => null!)]);

        Assert.Equal(["null"], model.Results);
    }
}
