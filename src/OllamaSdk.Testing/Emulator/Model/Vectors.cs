namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>Embeddings without a model: each word has a direction of its own, and a text is the sum of its words. Texts with common words are near.</summary>
internal static class Vectors
{
    /// <param name="text">Any text, also an empty one.</param>
    /// <param name="length">How many numbers; at least 1.</param>
    /// <param name="dimensions">The vector is cut to this many, if it has more; 0 means all.</param>
    /// <returns>A vector of length 1.</returns>
    public static float[] Embed(string text, int length, int dimensions)
    {
        var sum = new double[length];
        // The empty word is in every text, so that none has the zero vector.
        foreach (var word in text.ToLowerInvariant().Split([' ', '\t', '\n', '\r', '.', ',', ';', ':', '!', '?'], StringSplitOptions.RemoveEmptyEntries).Append(""))
        {
            Add(sum, Tokens.Hash(word));
        }

        return Normalize(dimensions > 0 && dimensions < length ? sum[..dimensions] : sum);
    }

    private static void Add(double[] sum, ulong seed)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            // SplitMix64: neighbouring seeds give unrelated numbers.
            seed += 0x9E3779B97F4A7C15UL;
            var mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            sum[i] += ((mixed ^ (mixed >> 31)) >> 11) / (double)(1UL << 53) * 2 - 1;
        }
    }

    private static float[] Normalize(double[] vector)
    {
        var length = Math.Sqrt(vector.Sum(x => x * x));
        return Array.ConvertAll(vector, x => (float)(x / length));
    }
}
