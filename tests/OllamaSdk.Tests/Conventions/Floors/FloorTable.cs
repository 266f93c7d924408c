using System.Text.RegularExpressions;

namespace OllamaSdk.Tests.Conventions.Floors;

/// <summary>The floors of <c>src/OllamaSdk</c> as README lists them: a number, the folders that share the floor, and what is there.</summary>
internal static partial class FloorTable
{
    /// <summary>The folder's own files, which every floor may use.</summary>
    public const string Root = "(root)";

    private const string Heading = "**The floors of `src/OllamaSdk`.**";

    /// <summary>The floor of each folder; the higher number may use the lower.</summary>
    public static IReadOnlyDictionary<string, int> Floors { get; } = Read(File.ReadAllText(Path.Combine(Repository.Root, "README.md")));

    /// <summary>One line of it: <c>6  Ollama | OpenAI   the two clients</c>.</summary>
    [GeneratedRegex(@"^(?<floor>\d) +(?<folders>[\w()]+(?: \| [\w()]+)*)  ", RegexOptions.Multiline)]
    private static partial Regex Line();

    private static Dictionary<string, int> Read(string readme)
    {
        var parts = readme.Split(Heading);
        Assert.Equal(2, parts.Length);
        var table = parts[1].Split("```")[1];
        return Line().Matches(table)
            .SelectMany(line => line.Groups["folders"].Value.Split(" | ").Select(folder => (folder, floor: int.Parse(line.Groups["floor"].Value, null))))
            .ToDictionary(one => one.folder, one => one.floor);
    }
}
