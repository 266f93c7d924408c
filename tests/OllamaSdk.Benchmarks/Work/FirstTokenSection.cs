using System.Diagnostics;
using OllamaSdk.Benchmarks.Compare;
using OllamaSdk.Benchmarks.Figures;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Benchmarks.Streams;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>How long it takes until the first text is there, beside the first bytes of a raw read.</summary>
internal static class FirstTokenSection
{
    private const string Area = "First token, over a connection that is open";
    private const int TriesPerRound = 60;
    private const int WarmUps = 16;
    private const int TriesPerWarmUp = 500;

    public static async Task RunAsync(Uri server, RunOptions options, Results results)
    {
        var (native, events) = (new Uri(server, Replies.First), new Uri(server, Replies.FirstEvents));
        var body = """{"model":"llama3.2:3b","messages":[{"role":"user","content":"Why is the sky blue?"}],"stream":true}"""u8.ToArray();
        var ollama = new OllamaClient(native.ToString());
        var openAI = new OpenAICompatibleClient($"{events}/v1");
        var llm = new LlmClient(new LlmClientOptions { ReadVariable = static _ => null, Targets = { new LlmTarget(LlmProviders.Ollama, Reading.Model, native.ToString()) } });
        (string Name, Func<Task<double>> Try)[] ways =
        [
            ("raw read", Raw(new PlainHttp(new Uri($"{native}/api/chat"), body))),
            ("raw read, /v1", Raw(new PlainHttp(new Uri($"{events}/v1/chat/completions"), body))),
            (Way.Typed, () => FirstAsync(() => ollama.ChatStreamAsync(Reading.Question, Reading.Model))),
            ($"{Way.Typed}, /v1", () => FirstAsync(() => openAI.ChatStreamAsync(Reading.Question, Reading.Model))),
            (Way.Llm, () => FirstAsync(() => llm.ChatStreamAsync(Reading.Question))),
        ];
        // Not judged here: what they see is checked by the other sections.
        Candidate[] candidates = [.. ways.Select(way => new Candidate(way.Name, async () => await way.Try() > 0 ? 1 : 0, 1))];
        await Measure.WarmUpAsync(candidates, new Repetition(WarmUps, TriesPerWarmUp));

        var medians = new double[ways.Length][];
        for (var i = 0; i < ways.Length; i++)
        {
            medians[i] = new double[options.Rounds];
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            // Each try has its neighbours in time: one of every way.
            var tries = ways.Select(_ => new double[TriesPerRound]).ToArray();
            for (var one = 0; one < TriesPerRound; one++)
            {
                for (var i = 0; i < ways.Length; i++)
                {
                    var way = (i + one) % ways.Length;
                    tries[way][one] = await ways[way].Try();
                }
            }

            for (var i = 0; i < ways.Length; i++)
            {
                medians[i][round] = Measure.Median(tries[i]);
            }
        }

        results.Notes.Add(new Note(Area, $"Median of {TriesPerRound} tries, {options.Rounds} times", [("", "µs (10–90 %)"), .. ways.Select((way, i) => (way.Name, Spread.Of(medians[i]).ToString()))]));
        Judge(2, 0);
        Judge(3, 1);
        Judge(4, 0);

        void Judge(int way, int raw) =>
            results.Judge(Area, ways[way].Name, "loopback", medians[way].Zip(medians[raw], (one, other) => one / other), "× raw read", Bound.AtMost(1.1));
    }

    private static Func<Task<double>> Raw(PlainHttp http)
    {
        var buffer = new byte[16 * 1024];
        return async () =>
        {
            var began = Stopwatch.GetTimestamp();
            using var response = await http.SendAsync();
            await using var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(buffer.AsMemory(0, 1));
            var first = Stopwatch.GetElapsedTime(began);
            while (await stream.ReadAsync(buffer) > 0)
            {
            }

            return first.TotalMicroseconds;
        };
    }

    // To its end, so that the connection is used again.
    private static async Task<double> FirstAsync(Func<IAsyncEnumerable<ILlmTextPart>> start)
    {
        var began = Stopwatch.GetTimestamp();
        var first = TimeSpan.Zero;
        await foreach (var part in start())
        {
            if (first == TimeSpan.Zero && part.Text is { Length: > 0 })
            {
                first = Stopwatch.GetElapsedTime(began);
            }
        }

        return first.TotalMicroseconds;
    }
}
