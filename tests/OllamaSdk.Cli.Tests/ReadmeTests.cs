using System.Reflection;
using Microsoft.CodeAnalysis;

namespace OllamaSdk.Cli.Tests;

/// <summary>What README shows must compile as it stands, and the tests it shows must pass.</summary>
public sealed class ReadmeTests
{
    public static TheoryData<int, string> Blocks() => Select(_ => true);

    public static TheoryData<int, string> Tests() => Select(ReadmeCode.IsTests);

    [Fact]
    public void There_are_blocks_to_compile() => Assert.True(Blocks().Count >= 3);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_compiles_without_a_warning(int index, string code)
    {
        ReadmeCode.Compile(index, code, out var diagnostics);

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void There_are_tests_to_run() => Assert.Equal(3, Tests().Count);

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task A_test_passes(int index, string code)
    {
        using var image = new MemoryStream();
        Assert.True(ReadmeCode.Compile(index, code, out _).Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var tests = Assembly.Load(image.ToArray()).GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute))).ToList();

        Assert.NotEmpty(tests);
        foreach (var test in tests)
        {
            await (Task)test.Invoke(Activator.CreateInstance(test.DeclaringType!), null)!;
        }
    }

    private static TheoryData<int, string> Select(Predicate<string> wanted)
    {
        var data = new TheoryData<int, string>();
        foreach (var (index, block) in ReadmeCode.Blocks.Index().Where(block => wanted(block.Item)))
        {
            data.Add(index, block);
        }

        return data;
    }
}
