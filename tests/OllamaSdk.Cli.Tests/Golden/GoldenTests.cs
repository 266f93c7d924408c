using System.Text.Json;

namespace OllamaSdk.Cli.Tests.Golden;

/// <summary>
/// What each command prints in a pipe is kept in files beside this one, and is part of the program's interface. <c>UPDATE_SNAPSHOTS=1</c> rewrites them:
/// look at the difference, and tell of it in docs/command-line.md, before committing it.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string s_folder = FindFolder();

    public static TheoryData<string> Texts => [.. GoldenCases.All.Select(one => one.Name)];

    public static TheoryData<string> Documents => [.. GoldenCases.All.Where(one => one.HasJson).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Piped_text_is_as_it_was(string name)
    {
        var one = Named(name);
        Assert.SkipWhen(one.IsEndless && OperatingSystem.IsWindows(), "There is no kill -INT to press Ctrl+C with.");

        var result = await one.RunAsync(json: false);

        Assert.DoesNotContain('\u001b', result.Output + result.Errors);
        string Section(string title, string text) => text.Length == 0 ? "" : $"--- {title}\n{text}{(text.EndsWith('\n') ? "" : "\n")}";
        Check($"{name}.txt", $"$ ollama-sdk {string.Join(' ', one.Args.Select(Quoted))}\n{Section("standard output", result.Output)}{Section("standard error", result.Errors)}--- exit code {result.ExitCode}\n");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Json_is_as_it_was(string name)
    {
        var one = Named(name);
        Assert.SkipWhen(one.IsEndless && OperatingSystem.IsWindows(), "There is no kill -INT to press Ctrl+C with.");

        var result = await one.RunAsync(json: true);

        Assert.Equal(0, result.ExitCode);
        foreach (var line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
        }

        Check($"{name}.json", result.Output);
    }

    [Fact]
    public async Task Every_command_has_one()
    {
        var help = (await CliProcess.RunAsync("--help")).Output;
        // "copy, cp <SOURCE> <DESTINATION>   Gives a model a second name."
        var commands = help[(help.IndexOf("Commands:", StringComparison.Ordinal) + "Commands:".Length)..].Split('\n').Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(" <")[0].Split("  ")[0].Split(", ")).ToArray();

        Assert.Contains(commands, names => names.Contains("chat"));
        Assert.Empty(commands.Where(names => !GoldenCases.All.Any(one => names.Contains(one.Command))).Select(names => names[0]));
    }

    [Fact]
    public void Every_file_has_a_command()
    {
        var expected = GoldenCases.All.Select(one => $"{one.Name}.txt").Concat(GoldenCases.All.Where(one => one.HasJson).Select(one => $"{one.Name}.json"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.EnumerateFiles(s_folder).Select(Path.GetFileName).Where(name => !name!.EndsWith(".cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static GoldenCase Named(string name) => GoldenCases.All.Single(one => one.Name == name);

    private static void Check(string file, string actual)
    {
        var path = Path.Combine(s_folder, file);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "Snapshots are not rewritten on CI.");
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Quoted(string word) => word.AsSpan().IndexOfAny(" |?*") >= 0 ? $"\"{word}\"" : word;

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", "OllamaSdk.Cli.Tests", "Golden");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("No folder above the test binaries holds the golden files; run the tests inside the repository.");
    }
}
