using System.Collections.Concurrent;

namespace OllamaSdk.Transport;

/// <summary>
/// How often this program changed the models of each server, whichever client did it: lists that are kept must not outlive a pull or a delete.
/// </summary>
internal static class ModelChanges
{
    private static readonly ConcurrentDictionary<string, int> Counts = new(StringComparer.OrdinalIgnoreCase);

    public static int CountOf(Uri address) => Counts.GetValueOrDefault(KeyOf(address));

    /// <summary>To be called when a call has ended, however it did: a pull that broke off may have been done.</summary>
    public static void NoteEndOf(HttpMethod method, string path, Uri address)
    {
        if (method != HttpMethod.Get && path is "/api/pull" or "/api/create" or "/api/copy" or "/api/delete")
        {
            Counts.AddOrUpdate(KeyOf(address), 1, static (_, count) => count + 1);
        }
    }

    // This machine has several names.
    private static string KeyOf(Uri address) => address.IsLoopback ? $"loopback:{address.Port}" : address.Authority;
}
