using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.Tokenizers;
using OllamaSdk.Prompting;

namespace OllamaSdk.Tests.Prompting;

/// <summary>
/// The same for texts to be embedded, alone and many in one request, of which the server counts only the sum. docs/prompt-guard.md has the figures of a run.
/// </summary>
public sealed class TextErrorRateTests(ITestOutputHelper output)
{
    private const int Requests = 1500;
    private const int RequestsOfModel = 15;
    private const int First = 5;
    private const int Marks = 2;
    private const int Seed = 16;

    private static readonly string[] s_scripts = [.. PromptTexts.Sentences.Keys];

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    [InlineData("gpt2")]
    [InlineData("words")]
    public void Of_each_text_it_is_said_whether_it_was_cut(string encoding)
    {
        var (random, count) = (new Random(Seed), CounterOf(encoding));
        var (whole, wrong, wholeFirst, wrongFirst, cut, found, certain, wrongCertain) = (0, 0, 0, 0, 0, 0, 0, 0);
        var (far, foundFar) = (0, 0);
        for (var i = 0; i < Requests / RequestsOfModel; i++)
        {
            var model = new Model(count, random);
            for (var answer = 1; answer <= RequestsOfModel; answer++)
            {
                foreach (var (state, isCut, isFar) in model.Ask())
                {
                    far += isFar ? 1 : 0;
                    foundFar += isFar && state != PromptTruncationState.None ? 1 : 0;
                    var isTold = state == PromptTruncationState.None ? 0 : 1;
                    cut += isCut ? 1 : 0;
                    found += isCut ? isTold : 0;
                    certain += isCut && state == PromptTruncationState.Certain ? 1 : 0;
                    wrongCertain += !isCut && state == PromptTruncationState.Certain ? 1 : 0;
                    var (isFirst, isLater) = (!isCut && answer <= First, !isCut && answer > First);
                    wholeFirst += isFirst ? 1 : 0;
                    wrongFirst += isFirst ? isTold : 0;
                    whole += isLater ? 1 : 0;
                    wrong += isLater ? isTold : 0;
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{encoding}: whole {whole + wholeFirst}: suspected {wrongFirst} of the first {wholeFirst} ({100.0 * wrongFirst / wholeFirst:F2} %), {wrong} of the others ({100.0 * wrong / whole:F2} %), certain {wrongCertain}; cut {cut}: suspected {100.0 * (found - certain) / cut:F1} %, certain {100.0 * certain / cut:F1} %; of {far} that were more than twice as long as the window found {100.0 * foundFar / far:F1} %"));
        Assert.Equal(0, wrongCertain);
        // A model that knows nothing but whole words is none that anyone has, but must not make anything certain.
        if (encoding != "words")
        {
            Assert.InRange(wrongFirst, 0, 0.02 * wholeFirst);
            Assert.InRange(wrong, 0, 0.005 * whole);
            // The others need more tokens for most scripts than can be said to be the least.
            Assert.InRange(foundFar, encoding == "o200k_base" ? 0.8 * far : 0, far);
        }
    }

    private static Func<string, int> CounterOf(string encoding)
    {
        if (encoding == "words")
        {
            return Words;
        }

        Tokenizer tokenizer = encoding == "gpt2" ? TiktokenTokenizer.CreateForModel("gpt2") : TiktokenTokenizer.CreateForEncoding(encoding);
        return text => tokenizer.CountTokens(text);
    }

    // As WordPiece does with the words it knows, and with those it does not know at all: one token for each.
    private static int Words(string text)
    {
        var (tokens, isInside) = (0, false);
        foreach (var c in text)
        {
            var isAlone = char.IsPunctuation(c) || char.IsSymbol(c) || c is >= '\u4e00' and <= '\u9fff';
            tokens += isAlone || (!isInside && !char.IsWhiteSpace(c)) ? 1 : 0;
            isInside = !isAlone && !char.IsWhiteSpace(c);
        }

        return tokens;
    }

    /// <summary>One model on one server, and the guard of one client.</summary>
    private sealed class Model(Func<string, int> count, Random random)
    {
        private readonly PromptGuard _guard = new(new(), new Uri("http://localhost"), NullLogger.Instance, TimeProvider.System);
        private readonly int _window = 256 << random.Next(4);
        private readonly bool _isAsked = random.Next(4) > 0;
        private readonly string[] _languages = random.Next(4) == 0 ? s_scripts : [.. s_scripts.OrderBy(_ => random.Next()).Take(random.Next(1, 3))];

        public IEnumerable<(PromptTruncationState State, bool IsCut, bool IsFar)> Ask()
        {
            var most = _window * random.Next(1, 10);
            string[] texts = [.. Enumerable.Range(0, random.Next(2) == 0 ? 1 : random.Next(2, 65))
                .Select(_ => PromptTexts.Natural(_languages[random.Next(_languages.Length)], random, random.Next(20, random.Next(4) == 0 ? most : _window * 2)))];
            int[] lengths = [.. texts.Select(text => count(text) + Marks)];
            var answer = new EmbedResponse { PromptEvalCount = lengths.Sum(length => Math.Min(length, _window)) };
            var request = new EmbedRequest { Model = "m", Input = new EmbedInput(texts), Options = _isAsked ? new() { NumCtx = _window } : null };

            _guard.Tell(request, texts.Length, answer, null);

            return texts.Select((_, i) => (answer.PromptTruncation!.OfText(i).State, lengths[i] > _window, lengths[i] > 2 * _window));
        }
    }
}
