using OllamaSdk.Prompting;

namespace OllamaSdk.Tests.Transport;

/// <summary>Reads prompts with what is kept of earlier ones and without it: nothing may differ.</summary>
internal sealed class ReadingCheck
{
    private readonly Random _random = new(7);
    private readonly KeptReadings _kept = new();
    private readonly PromptTrace?[] _traces = new PromptTrace?[8];
    private int _next;

    /// <summary>How often an earlier prompt was found again.</summary>
    public int Found { get; private set; }

    public void AssertSame(IPromptHistory request)
    {
        // With members that nobody knows, no prompt goes on from another.
        request = request is OllamaChatRequest native && _random.Next(8) > 0 ? native with { AdditionalProperties = null } : request;
        // The caller's list may have grown since it was sent.
        var parts = _random.Next(4) == 0 ? _random.Next(request.PromptParts + 2) : request.PromptParts;
        var (plain, kept) = (new PromptReading(_traces), new PromptReading(_traces));
        request.Read(ref plain, parts);
        _kept.Read(request, parts, ref kept);

        Assert.Equal((plain.Hash, plain.Beginning, plain.Images, plain.Parts), (kept.Hash, kept.Beginning, kept.Images, kept.Parts));
        Assert.Same(plain.Earlier, kept.Earlier);
        Assert.Equal(Figures(plain.Text), Figures(kept.Text));
        Assert.Equal(Figures(plain.Loose), Figures(kept.Loose));
        Assert.Equal(Figures(plain.Before), Figures(kept.Before));

        Found += plain.Earlier is null ? 0 : 1;
        if (plain.Hash is { } hash && _random.Next(3) == 0)
        {
            _traces[_next++ % _traces.Length] = new(hash, plain.Parts, 1, 1, 0, 0);
        }
    }

    private static float[] Figures(TextMeasure text) =>
    [
        text.Characters, text.ProvableTokens, text.ProvableWords,
        .. Enumerable.Range(0, CharKinds.Classes).SelectMany(i => new[] { text.Least(i), text.Usual(i), text.StyleOf((TextClass)i) }),
    ];
}
