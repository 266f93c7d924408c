using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SharpFuzz.Common;

namespace OllamaSdk.Fuzz.Engine;

/// <summary>
/// Which branches an execution has taken, and how often (in eight classes, as AFL counts): SharpFuzz's map, read in this process, so that an
/// execution costs no pipe and no copy.
/// </summary>
internal sealed unsafe class CoverageMap
{
    private const int Size = 64 * 1024;

    private static readonly byte* s_map = (byte*)NativeMemory.AlignedAlloc(Size, 64);

    private readonly byte[] _seen = new byte[Size];
    private readonly byte[] _classes = new byte[256];

    public CoverageMap()
    {
        for (var count = 1; count < 256; count++)
        {
            _classes[count] = (byte)(1 << count switch { 1 => 0, 2 => 1, 3 => 2, < 8 => 3, < 16 => 4, < 32 => 5, < 128 => 6, _ => 7 });
        }

    }

    /// <summary>How many branches were ever taken.</summary>
    public int Edges { get; private set; }

    /// <summary>To be called before anything of an instrumented assembly runs, which would write it into no memory.</summary>
    public static void Prepare()
    {
        new Span<byte>(s_map, Size).Clear();
        Trace.SharedMem = s_map;
    }

    /// <summary>Begins an execution.</summary>
    public static void Begin() => Trace.PrevLocation = 0;

    /// <summary>Ends it: what it took is forgotten.</summary>
    public void Discard() => new Span<byte>(s_map, Size).Clear();

    /// <summary>Ends an execution: lists what none before it had, and remembers that.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool TakeNew(List<(int Edge, byte Class)> news)
    {
        news.Clear();
        for (var at = 0; at < Size; at += 64)
        {
            if ((Vector256.LoadAligned(s_map + at) | Vector256.LoadAligned(s_map + at + 32)) == Vector256<byte>.Zero)
            {
                continue;
            }

            for (var edge = at; edge < at + 64; edge++)
            {
                var found = _classes[s_map[edge]];
                if ((found & ~_seen[edge]) != 0)
                {
                    Edges += _seen[edge] == 0 ? 1 : 0;
                    _seen[edge] |= found;
                    news.Add((edge, found));
                }
            }

            (Vector256<byte>.Zero).StoreAligned(s_map + at);
            (Vector256<byte>.Zero).StoreAligned(s_map + at + 32);
        }

        return news.Count > 0;
    }

    /// <summary>Ends an execution: whether it took all of these as often.</summary>
    public bool TookAll(List<(int Edge, byte Class)> these)
    {
        var all = true;
        foreach (var (edge, its) in these)
        {
            all &= _classes[s_map[edge]] == its;
        }

        Discard();
        return all;
    }

    /// <summary>Ends an execution: keeps of these only what it took too. What a cache or a first call took does not come again.</summary>
    public void KeepTaken(List<(int Edge, byte Class)> these)
    {
        these.RemoveAll(one => _classes[s_map[one.Edge]] != one.Class);
        Discard();
    }

    public void Forget()
    {
        Discard();
        Array.Clear(_seen);
        Edges = 0;
    }
}
