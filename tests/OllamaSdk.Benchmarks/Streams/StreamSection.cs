using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Figures;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Streams;

/// <summary>What a chunk of a streamed chat costs its reader: each API, each framing, in a process that is warm and in one that is young.</summary>
internal static class StreamSection
{
    /// <summary>How the names of the tables begin.</summary>
    public const string AreaPrefix = "Chat stream";

    // One run takes some 10 ms: too short for a stable figure after the collection that precedes it.
    private static readonly Repetition Warm = new(WarmUps: 24, RunsPerRound: 4);

    private const int MostRoundsInMemory = 11;
    private static readonly Repetition InMemory = new(WarmUps: 16, RunsPerRound: 1);

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        foreach (var dialect in Dialect.All)
        {
            var (answer, sums) = dialect.Answer();
            foreach (var framing in dialect.Framings)
            {
                var endpoint = dialect.Endpoint(server, framing);
                var costs = await Measure.RunAsync(dialect.Candidates(endpoint, sums), (int)sums.Lines, options.Rounds, Warm);
                Keep(dialect, framing, isYoung: false, costs, results);
                if (!dialect.IsYoungToo)
                {
                    continue;
                }

                var young = await YoungAsync(dialect, endpoint, sums, options.Processes);
                Keep(dialect, framing, isYoung: true, [.. young.Select(way => way.Select(Middle).ToArray())], results);
                results.Add(dialect.Area, $"{framing.Short}, first", dialect.Names, [.. young.Select(way => way.Select(rounds => rounds[0]).ToArray())], Way.IsOurs);
            }

            await InMemoryAsync(dialect, "in memory, packed", answer.Packed() with { IsThere = true }, sums, options, results);
            await InMemoryAsync(dialect, "in memory, each waited for", answer with { Waits = true }, sums, options, results);
        }
    }

    // Without a network: what remains is the reader's own work, and it varies least from run to run.
    private static async Task InMemoryAsync(Dialect dialect, string condition, CannedAnswer answer, Sums sums, RunOptions options, Results results)
    {
        var candidates = dialect.CandidatesInMemory(answer, sums);
        var costs = await Measure.RunAsync(candidates, (int)sums.Lines, Math.Min(options.Rounds, MostRoundsInMemory), InMemory);
        IReadOnlyList<string> names = [.. candidates.Select(one => one.Name)];
        results.Add(dialect.Area, condition, names, costs, Way.IsOurs);
        results.Notes.Add(new Note(dialect.Area, $"Own work {condition}", [("", "× tokenizing limit"), .. names.Where(Way.IsOurs).Select(name => (name, OwnWork(name)))]));

        string OwnWork(string name)
        {
            var (raw, floor, own) = (Of(Way.Raw), Of(Way.Limit), Of(name));
            return Spread.Of(own.Select((cost, i) => (cost.CpuMicroseconds - raw[i].CpuMicroseconds) / (floor[i].CpuMicroseconds - raw[i].CpuMicroseconds))).ToString();
        }

        Cost[] Of(string name) => costs[names.Select((one, i) => (one, i)).Single(one => one.one == name).i];
    }

    /// <summary>How a column is called.</summary>
    public static string Condition(Framing framing, bool isYoung) => $"{framing.Short}, {(isYoung ? "young" : "warm")}";

    // Turn about, so that what the machine does meanwhile hits all of them.
    private static async Task<Cost[][][]> YoungAsync(Dialect dialect, Uri endpoint, Sums sums, int processes)
    {
        var costs = dialect.Ways.Select(_ => new Cost[processes][]).ToArray();
        for (var turn = 0; turn < processes; turn++)
        {
            for (var i = 0; i < costs.Length; i++)
            {
                var way = (i + turn) % costs.Length;
                costs[way][turn] = await YoungRun.StartAsync(dialect, way, endpoint, sums);
            }
        }

        return costs;
    }

    // The first round is told apart: it has what is compiled, and loaded, before anything runs.
    private static Cost Middle(Cost[] rounds) => new(Measure.Median(rounds.Select(cost => cost.CpuMicroseconds)), Measure.Median(rounds.Select(cost => cost.Bytes)));

    private static void Keep(Dialect dialect, Framing framing, bool isYoung, Cost[][] costs, Results results)
    {
        var condition = Condition(framing, isYoung);
        results.Add(dialect.Area, condition, dialect.Names, costs, Way.IsOurs);
        var judge = new StreamJudge(dialect, condition, costs, results);
        if (dialect.Name == "native")
        {
            judge.OwnWork(Way.Typed, isYoung ? 1.5 : 0.8);
            judge.OwnWork(Way.Text, isYoung ? 1.0 : 0.5);
            if (!isYoung)
            {
                judge.Bytes(Way.Typed, 150);
                judge.Bytes(Way.Text, 1);
            }
        }
        else
        {
            judge.Ratio(Way.Typed, Way.OpenAI, isYoung ? 1 / 3.0 : 1 / 5.0);
            if (!isYoung)
            {
                judge.BytesRatio(Way.Typed, Way.OpenAI, 1 / 12.0);
            }
        }

        judge.Ratio(Way.Llm, Way.Typed, isYoung ? 1.2 : 1.1);
    }
}
