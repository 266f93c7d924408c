namespace OllamaSdk.Prompting;

/// <summary>
/// How many tokens a model makes of one kind of text, for each that is usual. Written under the memory's lock; read without one.
/// </summary>
internal sealed class PromptRate
{
    private const int Doubts = 3;

    // What may itself have been cut, and nobody saw it, is used only where there is nothing else.
    private readonly Range _sure = new();
    private readonly Range _any = new();
    private float _doubted;
    private int _doubts;
    private int _fewestDoubted;
    private int _mostDoubted;

    /// <summary>The fewest tokens to be expected for each usual one; 0 where too little is known.</summary>
    public float Fewest => _sure.Fewest is > 0 and { } fewest ? fewest : _any.Fewest;

    /// <summary>The tokens for each usual one; 0 where nothing is known.</summary>
    public float Mean => _sure.Mean is > 0 and { } mean ? mean : _any.Mean;

    /// <param name="rate">What was seen.</param>
    /// <param name="isSure">Whether that prompt was whole for sure, and not only by all appearances.</param>
    public void Learn(float rate, bool isSure)
    {
        _any.Add(rate);
        if (isSure)
        {
            _sure.Add(rate);
        }

        _doubts = 0;
    }

    /// <summary>
    /// A rate that looked like a cut. Prompts of different lengths are cut to much the same length; where the count grows with the prompt, three times, the
    /// text is of another kind (a language with shorter words), and nothing was cut.
    /// </summary>
    public void Doubt(float rate, int counted)
    {
        if (_doubts == 0 || Math.Abs(rate - _doubted) > 0.12f * _doubted)
        {
            (_doubted, _doubts, _fewestDoubted, _mostDoubted) = (rate, 1, counted, counted);
            return;
        }

        _doubts++;
        (_fewestDoubted, _mostDoubted) = (Math.Min(_fewestDoubted, counted), Math.Max(_mostDoubted, counted));
        if (_doubts >= Doubts && _mostDoubted > _fewestDoubted * 1.25f)
        {
            Learn(rate, isSure: true);
        }
    }

    private sealed class Range
    {
        // Of what was seen five times a sixth time may be a little less.
        private const float Margin = 0.85f;
        private const int Known = 5;

        private volatile float _fewest = float.MaxValue;
        private volatile float _mean;
        private volatile int _count;

        public float Fewest => _count >= Known ? _fewest * Margin : 0;

        public float Mean => _mean;

        public void Add(float rate)
        {
            var count = Math.Min(_count + 1, 16);
            _mean += (rate - _mean) / count;
            // What is never seen again is forgotten slowly.
            _fewest = rate < _fewest ? rate : _fewest + ((rate - _fewest) * 0.01f);
            _count = count;
        }
    }
}
