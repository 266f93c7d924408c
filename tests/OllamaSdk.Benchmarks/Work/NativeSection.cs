using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using OllamaSdk.Benchmarks.Figures;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>What a whole native process costs that reads one stream, beside one that reads it by hand.</summary>
internal static class NativeSection
{
    private const string Area = "Native binary, whole process for 20,000 chunks";
    private const string Plain = "Utf8JsonReader by hand, keeping the text";
    private const string Ours = "OllamaSdk, typed";
    private const string Project = "tests/OllamaSdk.StreamApp";

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        var program = await PublishAsync();
        foreach (var framing in Framing.All)
        {
            var address = new Uri(server, Replies.ChatPrefix + framing.Name).ToString();
            await OnceAsync(program, "hand", address);
            await OnceAsync(program, "sdk", address);
            var (hand, sdk) = (new double[options.Rounds], new double[options.Rounds]);
            for (var round = 0; round < options.Rounds; round++)
            {
                // Turn about, so that what the machine does meanwhile hits both.
                if (round % 2 == 0)
                {
                    hand[round] = await OnceAsync(program, "hand", address);
                }

                sdk[round] = await OnceAsync(program, "sdk", address);
                if (round % 2 != 0)
                {
                    hand[round] = await OnceAsync(program, "hand", address);
                }
            }

            results.Notes.Add(new Note(Area, $"CPU of the process, in ms, {framing.Short}", [("", "ms (10–90 %)"), (Plain, Milliseconds(hand)), (Ours, Milliseconds(sdk))]));
            results.Judge(Area, $"{Ours}, CPU", framing.Short, sdk.Zip(hand, (one, other) => one / other), "× by hand", Bound.AtMost(1.2));
        }
    }

    private static string Milliseconds(double[] microseconds) => Spread.Of(microseconds.Select(value => value / 1000)).ToString();

    // Takes a minute or two where nothing has been compiled yet.
    private static async Task<string> PublishAsync()
    {
        var folder = Repository.PathOf("artifacts/stream-app");
        var start = new ProcessStartInfo("dotnet", ["publish", Repository.PathOf(Project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "-v", "q", "--nologo"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Path.Combine(folder, OperatingSystem.IsWindows() ? "OllamaSdk.StreamApp.exe" : "OllamaSdk.StreamApp")
            : throw new InvalidOperationException($"{Project} could not be published.\n{output}");
    }

    private static async Task<double> OnceAsync(string program, string way, string address)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [way, address]) { RedirectStandardOutput = true })!;
        var words = (await process.StandardOutput.ReadToEndAsync()).Trim().Split(' ');
        await process.WaitForExitAsync();
        return words is [var length, var cpu] && length == ChatLines.TextLength.ToString(CultureInfo.InvariantCulture)
            ? double.Parse(cpu, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The native program said '{string.Join(' ', words)}' and ended with {process.ExitCode}.");
    }
}
