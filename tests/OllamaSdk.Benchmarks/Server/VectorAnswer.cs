using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>An answer of <c>/api/embed</c> as a real server writes it; the same on both sides, so that a reader can be checked.</summary>
internal static class VectorAnswer
{
    /// <summary>Vectors in the answer.</summary>
    public const int Count = 1_000;

    private const int Dimensions = 1_024;

    // Below this .NET writes an exponent, which the server does not.
    private const float Smallest = 1e-4f;

    static VectorAnswer()
    {
        var random = new Random(1024);
        var text = new StringBuilder("""{"model":"all-minilm:latest","embeddings":[""");
        var base64 = new StringBuilder("""{"object":"list","data":[""");
        for (var i = 0; i < Count; i++)
        {
            var vector = Vector(random);
            Checksum += Sum(vector);
            text.Append(i == 0 ? "[" : ",[")
                .AppendJoin(',', vector.Select(number => number.ToString(CultureInfo.InvariantCulture)))
                .Append(']');
            base64.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $$"""{"object":"embedding","embedding":"{{Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))}}","index":{{i}}}""");
        }

        text.Append("""],"total_duration":1480311987,"load_duration":1019500,"prompt_eval_count":4000}""");
        base64.Append("""],"model":"all-minilm:latest","usage":{"prompt_tokens":4000,"total_tokens":4000}}""");
        Json = Encoding.ASCII.GetBytes(text.ToString());
        Base64 = Encoding.ASCII.GetBytes(base64.ToString());
    }

    public static byte[] Json { get; }

    /// <summary>The same vectors as a <c>/v1</c> sends them that is asked for base64.</summary>
    public static byte[] Base64 { get; }

    /// <summary>The <see cref="Sum"/> of all vectors.</summary>
    public static long Checksum { get; }

    /// <summary>Differs as soon as one number differs in its last bit.</summary>
    public static long Sum(ReadOnlySpan<float> vector)
    {
        var sum = 0L;
        foreach (var number in vector)
        {
            sum += BitConverter.SingleToInt32Bits(number);
        }

        return sum;
    }

    // Of length 1, as the server's vectors are.
    private static float[] Vector(Random random)
    {
        var raw = Enumerable.Range(0, Dimensions).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var length = MathF.Sqrt(raw.Sum(number => number * number));
        return [.. raw.Select(number => number / length).Select(number => MathF.Abs(number) < Smallest ? Smallest : number)];
    }
}
