using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using OllamaSdk.TestKit;

namespace OllamaSdk.Docs.Tests;

/// <summary>What the pages show must compile as it stands, the tests they show must pass, and the programs must run.</summary>
public sealed partial class CodeBlockTests
{
    public static TheoryData<string> Blocks() => Select(_ => true);

    public static TheoryData<string> Tests() => Select(block => block.IsTests);

    public static TheoryData<string> Programs() => Select(block => block.IsRun);

    [Fact]
    public void There_are_blocks_of_each_kind()
    {
        Assert.Contains(Page.All["README.md"].Blocks, block => block.IsRun);
        Assert.True(Tests().Count >= 3);
        Assert.All(CodeBlock.All.Values, block => Assert.Contains(block.Mark, (string[])["", CodeBlock.NotRun]));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_compiles_without_a_warning(string place)
    {
        Compile(CodeBlock.All[place], CodeBlock.All[place].Code, out var complaints);

        Assert.Empty(complaints);
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task A_test_passes(string place)
    {
        var block = CodeBlock.All[place];
        var tests = UserCode.Load(Compile(block, block.Code, out _)).GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute))).ToList();

        Assert.NotEmpty(tests);
        foreach (var test in tests)
        {
            await (Task)test.Invoke(Activator.CreateInstance(test.DeclaringType!), null)!;
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_runs_and_says_something(string place)
    {
        var block = CodeBlock.All[place];
        await using var world = await PageWorld.StartAsync();
        // Whatever servers a program names, the emulator stands in for each of them.
        string code = block.Code;
        foreach (string address in Address().Matches(code).Select(match => match.Value).Distinct().ToList())
        {
            code = code.Replace(address, await world.ListenAsync(), StringComparison.Ordinal);
        }

        var program = UserCode.Load(Compile(block, code, out _));

        await Guard.Within(Task.Run(() => program.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null)));

        TestContext.Current.TestOutputHelper?.WriteLine(world.Output);
        Assert.NotEmpty(world.Output);
        // A tool on a page is one that is called.
        Assert.True(world.HasRunTools || !block.Code.Contains("[LlmTool", StringComparison.Ordinal));
    }

    private static Compilation Compile(CodeBlock block, string code, out IReadOnlyList<string> complaints) =>
        UserCode.Compile(block.IsTests ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication, out complaints, code);

    private static TheoryData<string> Select(Func<CodeBlock, bool> wanted) => [.. CodeBlock.All.Values.Where(wanted).Select(block => block.Place)];

    [GeneratedRegex(@"http://[\w.-]+:\d+")]
    private static partial Regex Address();
}
