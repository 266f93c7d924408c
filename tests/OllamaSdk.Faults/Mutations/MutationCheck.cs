using System.Diagnostics;

namespace OllamaSdk.Faults.Mutations;

/// <summary>Puts each fault of <see cref="MutationList"/> into a copy of this checkout, and looks whether the tests of the row named for it fail.</summary>
internal static class MutationCheck
{
    private const string Caught = "caught";

    public static async Task<int> RunAsync(bool record, IReadOnlyList<string> rows)
    {
        var mutations = MutationList.All.Where(mutation => rows.Count == 0 || rows.Contains(mutation.Row)).ToList();
        List<(Mutation Mutation, string Word)> outcomes = [];
        // A list that does not fit the sources any more is told before anything is built.
        mutations.ForEach(mutation => mutation.Apply(File.ReadAllText(Repository.PathOf(mutation.File.Split('/')))));
        var copy = Directory.CreateTempSubdirectory("ollamasdk-mutations-").FullName;
        try
        {
            await CopyAsync(copy);
            if (!await BuildAsync(copy) || !await PassesAsync(copy, mutations.Select(mutation => mutation.Row)))
            {
                Console.Error.WriteLine("The copy without a fault does not build, or its rows do not pass.");
                return 1;
            }

            foreach (var mutation in mutations)
            {
                var path = Path.Combine([copy, .. mutation.File.Split('/')]);
                var source = await File.ReadAllTextAsync(path);
                await File.WriteAllTextAsync(path, mutation.Apply(source));
                var word = !await BuildAsync(copy) ? "DOES NOT BUILD" : await PassesAsync(copy, [mutation.Row]) ? "SURVIVED" : Caught;
                await File.WriteAllTextAsync(path, source);
                outcomes.Add((mutation, word));
                Console.WriteLine($"{word} by {mutation.Row}: {mutation.Name} ({mutation.File})");
            }

            var caught = outcomes.Count(outcome => outcome.Word == Caught);
            Console.WriteLine($"{caught} of {mutations.Count} faults were caught.");
            if (record && rows.Count == 0)
            {
                MarkedBlock.Put("docs/faults.md", "mutations", Render(outcomes), check: false);
            }

            return caught == mutations.Count ? 0 : 1;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static string Render(IReadOnlyList<(Mutation Mutation, string Word)> outcomes) =>
        "| fault | put into | row | |\n|---|---|---|---|\n"
        + string.Concat(outcomes.Select(outcome => $"| {outcome.Mutation.Name} | `{outcome.Mutation.File}` | {outcome.Mutation.Row} | {outcome.Word} |\n"));

    private static async Task CopyAsync(string copy)
    {
        var files = await ReadAsync(Repository.Root, "git", ["ls-files", "-co", "--exclude-standard"]);
        foreach (var file in files.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(Repository.Root, file))))
        {
            var target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Repository.Root, file), target);
        }
    }

    private static async Task<bool> BuildAsync(string copy) =>
        await RunAsync(copy, "dotnet", ["build", "tests/OllamaSdk.Tests", "-v", "q", "-p:RunAnalyzers=false"], showFailure: true) == 0;

    private static async Task<bool> PassesAsync(string copy, IEnumerable<string> rows) =>
        await RunAsync(copy, Path.Combine(copy, "tests", "OllamaSdk.Tests", "bin", "Debug", "net10.0", "OllamaSdk.Tests"), ["-noColor", .. rows.Distinct().SelectMany(row => (string[])["-method", $"*.{row}_*"])], showFailure: false) == 0;

    private static async Task<int> RunAsync(string folder, string program, IReadOnlyList<string> arguments, bool showFailure)
    {
        using var process = Start(folder, program, arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (showFailure && process.ExitCode != 0)
        {
            Console.Error.WriteLine(output);
        }

        return process.ExitCode;
    }

    private static async Task<string> ReadAsync(string folder, string program, IReadOnlyList<string> arguments)
    {
        using var process = Start(folder, program, arguments);
        return await process.StandardOutput.ReadToEndAsync();
    }

    private static Process Start(string folder, string program, IReadOnlyList<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
}
