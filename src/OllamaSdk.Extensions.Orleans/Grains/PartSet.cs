using System.Numerics;

namespace OllamaSdk.BulkJobs.Grains;

/// <summary>Which parts are done: one bit each, so that a job of a million parts is kept in 125 KB.</summary>
[GenerateSerializer]
internal sealed class PartSet
{
    /// <summary>The most parts a job may have: what is written at each end of a part stays below 1.25 MB.</summary>
    public const int MaxParts = 10_000_000;

    /// <summary>The bits, eight to a byte, the lowest first.</summary>
    [Id(0)]
    public byte[] Bits { get; set; } = [];

    /// <summary>How many parts there are.</summary>
    [Id(1)]
    public int Count { get; set; }

    public static PartSet Of(int count) => new() { Bits = new byte[(count + 7) / 8], Count = count };

    public bool Has(int part) => (Bits[part / 8] & (1 << (part % 8))) != 0;

    /// <summary>Adds a part.</summary>
    /// <returns>Whether it was not there yet.</returns>
    public bool Add(int part)
    {
        var isNew = !Has(part);
        Bits[part / 8] |= (byte)(1 << (part % 8));
        return isNew;
    }

    public int CountDone() => Bits.Sum(bits => BitOperations.PopCount(bits));
}
