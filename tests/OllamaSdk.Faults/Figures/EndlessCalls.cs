using System.Diagnostics;
using System.Globalization;
using OllamaSdk.Tests.Faults;

namespace OllamaSdk.Faults.Figures;

/// <summary>One endless answer after the other, in a process of its own, so that nothing else is in its memory.</summary>
internal static class EndlessCalls
{
    public const int Tries = 20;

    /// <summary>By how many bytes the process grew at its peak.</summary>
    public static async Task<long> StartAsync(Client client, bool streamed, Uri server)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["endless", $"{client}", $"{streamed}", $"{server}"]) { RedirectStandardOutput = true })!;
        return long.Parse(await process.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>The work of that process.</summary>
    public static async Task RunAsync(Client client, bool streamed, Uri server)
    {
        // What the code itself takes, once it is compiled, belongs to no answer.
        await CallAsync(client, streamed, server, 64 * 1024);
        var memory = new Memory();
        long peak = 0;
        for (var i = 0; i < Tries; i++)
        {
            peak = Math.Max(peak, await memory.PeakOfAsync(() => CallAsync(client, streamed, server, LlmConnectionOptions.DefaultMaxLineBytes)));
        }

        Console.Write(peak.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task CallAsync(Client client, bool streamed, Uri server, int limit)
    {
        using var way = new Way(client, foreign: false);
        await using var asked = way.Connect(server, options => (options.MaxLineBytes, options.MaxAnswerBytes) = (limit, limit));
        var outcome = streamed ? await Outcome.OfStreamAsync(asked) : await Outcome.OfAskAsync(asked);
        if (outcome.Word != "Stream LimitExceeded")
        {
            throw new InvalidOperationException($"An endless answer came to {outcome.Word}.");
        }
    }
}
