using System.Text;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>What holds for every tool: limits, hand-made ones, the set.</summary>
public class LlmToolTests
{
    private static readonly ToolCallContext _context = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_may_be_one_mebibyte_long()
    {
        var fits = Padded(LlmTool.MaxArgumentBytes);
        var tool = Echo();

        Assert.False((await tool.InvokeAsync(fits, _context, Token)).IsError);
        var refused = await tool.InvokeAsync(Padded(LlmTool.MaxArgumentBytes + 1), _context, Token);
        Assert.Equal(ToolFailure.BadArguments, refused.Failure);
        Assert.Equal("arguments are 1048577 bytes long, expected at most 1048576", refused.Content);

        static byte[] Padded(int length) => Encoding.UTF8.GetBytes($$"""{"text":"{{new string('a', length - """{"text":""}""".Length)}}"}""");
    }

    [Theory]
    [InlineData(62, false)]
    [InlineData(64, true)]
    public async Task Depth_beyond_64_is_refused(int depth, bool isError)
    {
        var arguments = Encoding.UTF8.GetBytes($$"""{"text":"a","deep":{{new string('[', depth)}}{{new string(']', depth)}}}""");

        var result = await Echo().InvokeAsync(arguments, _context, Token);

        Assert.Equal(isError ? ToolFailure.BadArguments : null, result.Failure);
    }

    [Fact]
    public async Task Cancelled_token_runs_nothing()
    {
        var call = Echo().InvokeAsync("""{"text":"a"}"""u8.ToArray(), _context, new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
    }

    [Fact]
    public async Task Invalid_utf8_never_reaches_the_tool()
    {
        byte[] arguments = [.. """{"text":"a"""u8, 0xC3, .. "\"}"u8];

        var result = await Echo().InvokeAsync(arguments, _context, Token);

        Assert.Equal("arguments hold text that is not valid Unicode", result.Content);
    }

    [Fact]
    public async Task Endless_and_cyclic_results_become_errors()
    {
        var endless = await Tool(Extremes.LlmTools, "Endless").InvokeAsync("{}"u8.ToArray(), _context, Token);
        var cyclic = await Tool(Extremes.LlmTools, "Cyclic").InvokeAsync("{}"u8.ToArray(), _context, Token);

        Assert.Equal((ToolFailure.BadResult, "the result is longer than 16777216 bytes"), (endless.Failure, endless.Content));
        Assert.Equal((ToolFailure.BadResult, "the result is nested deeper than 64 levels"), (cyclic.Failure, cyclic.Content));
    }

    [Fact]
    public async Task Long_result_arrives_whole()
    {
        var result = await Tool(Extremes.LlmTools, "Long").InvokeAsync("""{"count":100000}"""u8.ToArray(), _context, Token);

        Assert.Equal(1 + (100000 * 4), result.Content.Length);
        Assert.EndsWith(",\"ä\"]", result.Content);
    }

    [Fact]
    public void Ready_made_schema_passes_unchanged()
    {
        const string Schema = """{ "type":"object", "x-own": [1, 2.50], "properties": {} }""";

        var tool = LlmTool.Create("name", "Does it.", Schema, (_, _, _) => new(ToolResult.Done), new(Destructive: true));

        Assert.Equal(Schema, Encoding.UTF8.GetString(tool.SchemaUtf8.Span));
        Assert.Equal(Schema, tool.ToDefinition().Function!.Parameters!.Value.GetRawText());
        Assert.True(tool.Destructive);
    }

    [Fact]
    public void Dotted_name_is_found_by_both_of_its_forms_and_no_other_tool_may_have_one()
    {
        ToolSet tools = [LlmTool.Create("web.open_now", "", () => ""), LlmTool.Create("plain_one", "", () => "")];

        Assert.True(tools.TryGet("web.open_now", out var dotted) && tools.TryGet("web_open_now", out var plain) && dotted == plain);
        Assert.False(tools.TryGet("web.open.now", out _));
        Assert.False(tools.TryGet("plain.one", out _));
        Assert.Equal(["web.open_now", "plain_one"], tools.ToDefinitions().Select(tool => tool.Function!.Name));
        Assert.Equal(["web_open_now", "plain_one"], tools.ToChatTools().Select(tool => tool.Function!.Name));
        var clash = Assert.Throws<ArgumentException>(() => tools.Add(LlmTool.Create("web.open.now", "", () => "")));
        Assert.Contains("'web_open_now' where servers refuse a dot", clash.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("a b", "{}")]
    [InlineData("größe", "{}")]
    [InlineData("name", "[]")]
    [InlineData("name", "{")]
    [InlineData("name", "")]
    public void Hand_made_tool_is_checked(string name, string schema) =>
        Assert.ThrowsAny<ArgumentException>(() => LlmTool.Create(name, "", schema, (_, _, _) => new(ToolResult.Done)));

    [Theory]
    [InlineData("""{"a":1}""", "1", null)]
    [InlineData("[]", "arguments: got Array, expected an object", ToolFailure.BadArguments)]
    [InlineData("", "arguments are not valid JSON", ToolFailure.BadArguments)]
    public async Task Hand_made_tool_gets_objects_only(string arguments, string content, ToolFailure? failure)
    {
        var tool = LlmTool.Create("name", "", "{}", (a, _, _) => new(ToolResult.Text(a.GetProperty("a").GetRawText())));

        var result = await tool.InvokeAsync(Encoding.UTF8.GetBytes(arguments), _context, Token);

        Assert.StartsWith(content, result.Content);
        Assert.Equal(failure, result.Failure);
    }

    [Fact]
    public void Set_keeps_the_order_and_tells_names_apart_ordinally()
    {
        var tools = new ToolSet(Extremes.LlmTools) { Echo() };

        Assert.Equal(["Endless", "Cyclic", "Long", "Echo"], tools.Select(t => t.Name));
        Assert.Equal(["Endless", "Cyclic", "Long", "Echo"], tools.ToDefinitions().Select(d => d.Function!.Name));
        Assert.Equal(4, tools.Count);
        Assert.False(tools.TryGet("echo", out _));
        Assert.False(tools.TryGet("Eсho", out _));
        Assert.Throws<ArgumentException>(() => tools.Add(Echo()));
    }

    [Fact]
    public void Definition_allocates_nothing_before_its_first_use()
    {
        _ = Extremes.LlmTools.Count;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tools = Extremes.LlmTools;
        var name = tools[0].Name;

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal("Endless", name);
    }

    private static LlmTool Echo()
    {
        ToolSet tools = [];
        tools.Add(new Counter());
        return Tool(tools, "Echo");
    }

    private static LlmTool Tool(IEnumerable<LlmTool> tools, string name) => tools.Single(t => t.Name == name);
}
