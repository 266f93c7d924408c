namespace OllamaSdk.Cli.Output;

/// <summary>What of each layer was there before the transfer began, as far as it can be told: no server says it.</summary>
internal sealed class LayerStarts
{
    private const string Existing = "using existing ";

    // A server first tells of a layer some moments after it has begun with it. What no network brings in that time was there already; less than that may be new.
    private const long MoreThanAMoments = 100_000_000;

    private readonly Dictionary<string, (long Bytes, string Name)> _layers = new(StringComparer.Ordinal);

    /// <summary>Bytes that were there, of all layers.</summary>
    public long Bytes => _layers.Values.Sum(layer => layer.Bytes);

    public void See(TransferProgress step)
    {
        if (step.Current is { } layer && !_layers.ContainsKey(layer.Digest))
        {
            var isExisting = step.Status.StartsWith(Existing, StringComparison.Ordinal);
            _layers[layer.Digest] = (isExisting || layer.Completed >= MoreThanAMoments ? layer.Completed : 0, NameOf(step.Status, layer.Digest));
        }
    }

    /// <summary>What is to be said of it; <see langword="null"/> where there is nothing.</summary>
    public string? Note(LayerProgress layer) => !_layers.TryGetValue(layer.Digest, out var start) || start.Bytes == 0 ? null
        : start.Bytes >= layer.Total ? "was there already" : $"resumed at {Units.Size(start.Bytes)}";

    /// <summary>The file's name where the status has it, else the beginning of the digest.</summary>
    public string Name(LayerProgress layer) => _layers.TryGetValue(layer.Digest, out var start) ? start.Name : NameOf("", layer.Digest);

    // "pulling 8eeb52dfb3bb", "uploading model.gguf"
    private static string NameOf(string status, string digest)
    {
        var name = status.StartsWith(Existing, StringComparison.Ordinal) ? status[Existing.Length..] : status[(status.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var hash = digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return TerminalText.Label(status.Contains(' ', StringComparison.Ordinal) && name.Length > 0 ? name : hash[..Math.Min(hash.Length, 12)]);
    }
}
