using System.Collections.Concurrent;

namespace OllamaSdk.Llm;

/// <summary>
/// How often this program changed the models of each server, whichever client did it: lists that are kept must not outlive a pull or a delete.
/// </summary>
internal static class ModelChanges
{
    private static readonly ConcurrentDictionary<string, int> Counts = new(StringComparer.OrdinalIgnoreCase);

    public static int CountOf(Uri address) => Counts.GetValueOrDefault(KeyOf(address));

    /// <summary>To be called when a call has ended, however it did: a pull that broke off may have been done.</summary>
    public static void NoteEndOf(string route, Uri address)
    {
        if (route is "POST /api/pull" or "POST /api/create" or "POST /api/copy" or "DELETE /api/delete")
        {
            Counts.AddOrUpdate(KeyOf(address), 1, static (_, count) => count + 1);
        }
    }

    // This machine has several names.
    private static string KeyOf(Uri address) => address.IsLoopback ? $"loopback:{address.Port}" : address.Authority;
}
