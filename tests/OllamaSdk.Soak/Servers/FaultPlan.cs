using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Servers;

/// <summary>What happens to one request.</summary>
/// <param name="Fault">The fault, or none.</param>
/// <param name="After">After how many bytes: of the answer, its head included; in an upload, of the body.</param>
internal readonly record struct PlannedFault(Fault Fault, int After);

/// <summary>Decides what happens to each request, by the seed, the call and the number of the attempt alone.</summary>
internal sealed class FaultPlan(int seed)
{
    // Per thousand requests. What is left has no fault.
    private static readonly (Fault Fault, int Share)[] s_shares =
    [
        (Fault.Dribble, 60), (Fault.ResetWithin, 45), (Fault.CutWithin, 35), (Fault.HalfClose, 20), (Fault.Stall, 20),
        (Fault.ResetBefore, 20), (Fault.CloseBefore, 20), (Fault.Silence, 6),
        (Fault.Busy, 15), (Fault.RateLimited, 10), (Fault.ServerError, 10), (Fault.BadGateway, 8),
    ];

    public PlannedFault For(RequestHead head, int attempt)
    {
        var random = new Random(unchecked((int)Fnv($"{seed} {head.Id} {attempt} {head.Method}")));
        if (head.Id.Length == 0)
        {
            return default;
        }

        if (head.Method == "POST" && random.Next(1000) < 150 && DiskFullFor(head.Path) is { } full)
        {
            return new(full, random.Next(2000, 200_000));
        }

        var (draw, after) = (random.Next(1000), (int)Math.Exp(4 + (random.NextDouble() * 6)));
        foreach (var (fault, share) in s_shares)
        {
            if ((draw -= share) < 0)
            {
                return new(fault, after);
            }
        }

        return default;
    }

    private static Fault? DiskFullFor(string path) =>
        path.StartsWith("/api/blobs/", StringComparison.Ordinal) ? Fault.DiskFullUpload : path == "/api/pull" ? Fault.DiskFullPull : null;

    private static ulong Fnv(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash ^ (hash >> 32);
    }
}
