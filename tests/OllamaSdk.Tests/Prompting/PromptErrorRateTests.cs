using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.Tokenizers;
using OllamaSdk.Prompting;

namespace OllamaSdk.Tests.Prompting;

/// <summary>
/// How often the prompt guard is wrong: by real tokenizers, over made prompts in ten scripts, code and data, cut as servers cut them and not.
/// docs/prompt-guard.md has the figures of a run.
/// </summary>
public sealed class PromptErrorRateTests(ITestOutputHelper output)
{
    private const int Prompts = 10_200;
    private const int PromptsOfModel = 30;
    private const int First = 5;
    private const int Seed = 16;

    private static readonly string[] s_scripts = [.. PromptTexts.Sentences.Keys];

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    [InlineData("gpt2")]
    public void Natural_prompts(string encoding)
    {
        var rates = new Rates();
        var random = new Random(Seed);
        var tokenizer = TokenizerOf(encoding);
        while (rates.Whole + rates.Cut < Prompts)
        {
            var server = ServerOf(tokenizer, random);
            var model = new Model(server, random);
            // One model, one or two languages; every fourth is asked in all of them.
            var scripts = random.Next(4) == 0 ? s_scripts : [.. s_scripts.OrderBy(_ => random.Next()).Take(random.Next(1, 3))];
            for (var i = 0; i < PromptsOfModel; i++)
            {
                var script = scripts[random.Next(scripts.Length)];
                var text = PromptTexts.Natural(script, random, random.Next(60, server.Window * random.Next(1, 7)));
                rates.Add(model.Ask(text), model.Answers <= First, script);
            }
        }

        Tell(encoding, rates);
        Assert.Empty(rates.WrongCertain);
        Assert.InRange(rates.WholeFirst, 500, rates.Whole);
        Assert.InRange(rates.WrongFirst, 0, 0.02 * rates.WholeFirst);
        Assert.InRange(rates.Wrong - rates.WrongFirst, 0, 0.005 * (rates.Whole - rates.WholeFirst));
        Assert.InRange(rates.Found, 0.6 * rates.Cut, rates.Cut);
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    [InlineData("gpt2")]
    public void Prompts_made_to_deceive_are_never_certain_and_whole(string encoding)
    {
        var rates = new Rates();
        var random = new Random(Seed);
        var tokenizer = TokenizerOf(encoding);
        while (rates.Whole + rates.Cut < 1500)
        {
            var server = ServerOf(tokenizer, random);
            var model = new Model(server, random);
            for (var i = 0; i < PromptsOfModel; i++)
            {
                var deceit = PromptTexts.Deceiving[random.Next(PromptTexts.Deceiving.Count)](random, random.Next(100, server.Window * 8));
                var text = random.Next(3) == 0 ? PromptTexts.Natural(s_scripts[random.Next(s_scripts.Length)], random, random.Next(100, 2000)) + "\n" + deceit : deceit;
                rates.Add(model.Ask(text), model.Answers <= First, "deceit");
            }
        }

        Tell($"{encoding}, deceiving", rates);
        Assert.Empty(rates.WrongCertain);
    }

    // Where the beginning is known from an earlier answer, much is certain.
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    [InlineData("gpt2")]
    public void Conversations_that_outgrow_the_window(string encoding)
    {
        var rates = new Rates();
        var random = new Random(Seed);
        var tokenizer = TokenizerOf(encoding);
        while (rates.Whole + rates.Cut < Prompts / 4)
        {
            var model = new Model(ServerOf(tokenizer, random), random);
            var script = s_scripts[random.Next(s_scripts.Length)];
            for (var i = 0; i < 3; i++)
            {
                Converse(model, script, random, rates);
            }
        }

        Tell($"{encoding}, conversations", rates);
        Assert.Empty(rates.WrongCertain);
        Assert.InRange(rates.WrongFirst, 0, 0.02 * rates.WholeFirst);
        Assert.InRange(rates.Wrong - rates.WrongFirst, 0, 0.005 * (rates.Whole - rates.WholeFirst));
        Assert.InRange(rates.Found, 0.65 * rates.Cut, rates.Cut);
    }

    private static void Converse(Model model, string script, Random random, Rates rates)
    {
        List<OllamaChatMessage> messages = random.Next(2) == 0 ? [OllamaChatMessage.System(PromptTexts.Natural(script, random, random.Next(20, 600)))] : [];
        var thinks = random.Next(3) == 0;
        var tools = random.Next(3) == 0 ? Tools(random) : null;
        var cutTurns = 0;
        for (var turn = 0; turn < 40 && cutTurns < 4; turn++)
        {
            messages.Add(OllamaChatMessage.User(PromptTexts.Natural(script, random, random.Next(10, model.Server.Window))));
            var told = model.Ask(new OllamaChatRequest { Model = "m", Messages = [.. messages], Tools = tools });
            cutTurns += told.IsCut ? 1 : 0;
            rates.Add(told, model.Answers <= First, script);
            messages.Add(OllamaChatMessage.Assistant(PromptTexts.Natural(script, random, random.Next(10, model.Server.Window / 2)))
                with { Thinking = thinks ? PromptTexts.Natural("Latin", random, random.Next(10, 1000)) : "" });
            if (tools is not null && random.Next(2) == 0)
            {
                messages.Add(new() { Role = LlmRole.Tool, Content = PromptTexts.Natural("Code", random, random.Next(10, 1000)), ToolName = "find" });
                rates.Add(model.Ask(new OllamaChatRequest { Model = "m", Messages = [.. messages], Tools = tools }), model.Answers <= First, script);
                messages.Add(OllamaChatMessage.Assistant("Done."));
            }
        }
    }

    private static OllamaTools Tools(Random random) => new(Enumerable.Range(0, random.Next(1, 6)).Select(i => new OllamaToolDefinition
    {
        Type = "function",
        Function = new()
        {
            Name = "find" + i.ToString(CultureInfo.InvariantCulture),
            Description = PromptTexts.Natural("Latin", random, 200),
            Parameters = System.Text.Json.JsonDocument.Parse("""{"type":"object","properties":{"query":{"type":"string","description":"What to look for."}},"required":["query"]}""").RootElement,
        },
    }));

    private static CuttingServer ServerOf(Tokenizer tokenizer, Random random) => new(tokenizer, 512 << random.Next(3))
    {
        Habit = (CutHabit)random.Next(3),
        Overhead = random.Next(1, 12),
        DropsEarlierThinking = random.Next(2) == 0,
        ToolsOnlyForUser = random.Next(2) == 0,
    };

    private static Tokenizer TokenizerOf(string encoding) =>
        encoding == "gpt2" ? TiktokenTokenizer.CreateForModel("gpt2") : TiktokenTokenizer.CreateForEncoding(encoding);

    private void Tell(string what, Rates rates)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: whole {rates.Whole}, of these the first of a model {rates.WholeFirst}: suspected {rates.WrongFirst} of the first ({100.0 * rates.WrongFirst / rates.WholeFirst:F2} %), {rates.Wrong - rates.WrongFirst} of the others ({100.0 * (rates.Wrong - rates.WrongFirst) / (rates.Whole - rates.WholeFirst):F2} %), certain {rates.WrongCertain.Count}; cut {rates.Cut}: suspected {100.0 * (rates.Found - rates.Certain) / rates.Cut:F1} %, certain {100.0 * rates.Certain / rates.Cut:F1} %"));
        foreach (var (script, (cut, found, whole, wrong)) in rates.ByScript)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {script}: found {found} of {cut}; wrong {wrong} of {whole}"));
        }
    }

    /// <summary>What the guard said of one prompt, and what was so.</summary>
    internal readonly record struct Told(PromptTruncation Truncation, bool IsCut);

    /// <summary>One model on one server, and the guard of one client.</summary>
    private sealed class Model(CuttingServer server, Random random)
    {
        private readonly PromptGuard _guard = new(new(), new Uri("http://localhost"), NullLogger.Instance, TimeProvider.System);
        private readonly ModelOptions? _options = random.Next(2) == 0 ? new() { NumCtx = server.Window } : null;
        private readonly bool _tellsCached = random.Next(4) > 0;

        public CuttingServer Server => server;

        public int Answers { get; private set; }

        public Told Ask(string text)
        {
            if (random.Next(2) == 0)
            {
                var request = new GenerateRequest { Model = "m", Prompt = text, Options = _options };
                var (counted, isCut) = server.Count(request);
                return Tell(request, counted, isCut);
            }

            // Its parts as messages, the long one not last.
            var (first, second) = (text.Length * random.Next(2, 8) / 10, text.Length * 9 / 10);
            return Ask(new OllamaChatRequest
            {
                Model = "m",
                Messages = [OllamaChatMessage.User(text[..first]), OllamaChatMessage.Assistant(text[first..second]), OllamaChatMessage.User(text[second..] + "?")],
            });
        }

        public Told Ask(OllamaChatRequest request)
        {
            var (counted, isCut) = server.Count(request);
            return Tell(request with { Options = _options }, counted, isCut);
        }

        private Told Tell(IPromptRequest request, int counted, bool isCut)
        {
            Answers++;
            var answer = new OllamaChatResponse { PromptEvalCount = counted, PromptEvalCachedCount = _tellsCached ? 0 : null };
            _guard.Tell(request, request.PromptParts, answer, null);
            return new(answer.PromptTruncation!, isCut);
        }
    }

    private sealed class Rates
    {
        public int Whole { get; private set; }

        public int WholeFirst { get; private set; }

        public int Wrong { get; private set; }

        public int WrongFirst { get; private set; }

        public int Cut { get; private set; }

        public int Found { get; private set; }

        public int Certain { get; private set; }

        public List<PromptTruncation> WrongCertain { get; } = [];

        public SortedDictionary<string, (int Cut, int Found, int Whole, int Wrong)> ByScript { get; } = [];

        public void Add(Told told, bool isFirst, string script)
        {
            var (cut, found, whole, wrong) = ByScript.GetValueOrDefault(script);
            var state = told.Truncation.State;
            var isTold = state == PromptTruncationState.None ? 0 : 1;
            if (told.IsCut)
            {
                Cut++;
                Found += isTold;
                Certain += state == PromptTruncationState.Certain ? 1 : 0;
                ByScript[script] = (cut + 1, found + isTold, whole, wrong);
                return;
            }

            Whole++;
            Wrong += isTold;
            WholeFirst += isFirst ? 1 : 0;
            WrongFirst += isFirst ? isTold : 0;
            ByScript[script] = (cut, found, whole + 1, wrong + isTold);
            if (state == PromptTruncationState.Certain)
            {
                WrongCertain.Add(told.Truncation);
            }
        }
    }
}
