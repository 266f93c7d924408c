using System.Text.RegularExpressions;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Store;

/// <summary>A file that the server has.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="IsGguf">Whether it begins as a GGUF file does.</param>
internal readonly record struct Blob(long Size, bool IsGguf);

/// <summary>The server's files by digest, and how much it has of those that it is downloading. Their bytes are not kept.</summary>
internal sealed partial class BlobStore
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Blob> _blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _parts = new(StringComparer.Ordinal);

    /// <summary>The form in which a digest is kept.</summary>
    /// <exception cref="RefusalException">It is not a digest.</exception>
    public static string Check(string digest) => Digests().IsMatch(digest)
        ? "sha256:" + digest["sha256:".Length..]
        : throw RefusalException.BadRequest("invalid digest format");

    /// <summary>Where the server would have the file.</summary>
    public static string PathOf(string digest) => "/models/blobs/" + digest.Replace(':', '-');

    public Blob? Find(string digest)
    {
        lock (_lock)
        {
            return _blobs.TryGetValue(digest, out var blob) ? blob : null;
        }
    }

    /// <returns>Whether it was not there before.</returns>
    public bool Add(string digest, Blob blob)
    {
        lock (_lock)
        {
            return _blobs.TryAdd(digest, blob);
        }
    }

    public void Add(EmulatedModel model)
    {
        foreach (var layer in model.Contents.Layers.Append(model.Contents.Config))
        {
            Add(layer.Digest, new Blob(layer.Size, IsGguf: true));
        }
    }

    /// <summary>How many of a layer's bytes are there, also when its download was broken off.</summary>
    public long Downloaded(Layer layer)
    {
        lock (_lock)
        {
            return _blobs.ContainsKey(layer.Digest) ? layer.Size : Math.Min(layer.Size, _parts.GetValueOrDefault(layer.Digest));
        }
    }

    /// <summary>Remembers how far a download has come; with its last byte it is a blob.</summary>
    public void Download(Layer layer, long completed)
    {
        lock (_lock)
        {
            if (completed < layer.Size)
            {
                _parts[layer.Digest] = Math.Max(completed, _parts.GetValueOrDefault(layer.Digest));
                return;
            }

            _parts.Remove(layer.Digest);
            _blobs.TryAdd(layer.Digest, new Blob(layer.Size, IsGguf: true));
        }
    }

    /// <summary>Drops the files of a model that is gone, except those of models that are there.</summary>
    public void Prune(EmulatedModel gone, IEnumerable<EmulatedModel> remaining)
    {
        lock (_lock)
        {
            var used = remaining.SelectMany(model => model.Contents.Layers.Append(model.Contents.Config)).Select(layer => layer.Digest).ToHashSet();
            foreach (var layer in gone.Contents.Layers.Append(gone.Contents.Config).Where(layer => !used.Contains(layer.Digest)))
            {
                _blobs.Remove(layer.Digest);
            }
        }
    }

    [GeneratedRegex("^sha256[:-][0-9a-fA-F]{64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digests();
}
