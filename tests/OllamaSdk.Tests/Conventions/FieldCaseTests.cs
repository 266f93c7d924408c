using System.Text.Json;

namespace OllamaSdk.Tests.Conventions;

/// <summary>No answer that a real server was seen to give lies here unread.</summary>
public sealed class FieldCaseTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Cases", "field");

    [Fact]
    public void Every_case_is_named_by_a_test()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(File.ReadAllText)
            .ToList();

        var unread = Files().Where(file => !tests.Exists(text => text.Contains($"\"{Path.GetFileNameWithoutExtension(file)}", StringComparison.Ordinal)));

        Assert.Empty(unread);
    }

    [Fact]
    public void The_index_lists_what_is_there() =>
        Assert.Equal(Files().Order(StringComparer.Ordinal), Directory.EnumerateFiles(s_folder).Select(path => Path.GetFileName(path)).Where(name => name != "index.json").Order(StringComparer.Ordinal));

    private static List<string> Files()
    {
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "index.json")));
        return [.. index.RootElement.EnumerateArray().Select(one => one.GetProperty("file").GetString()!)];
    }
}
