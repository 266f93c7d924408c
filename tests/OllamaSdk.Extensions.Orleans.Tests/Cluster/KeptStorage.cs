using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>What all silos of a test keep, outside of them: as a database would, it outlives each of them, and refuses what was read before it changed.</summary>
internal sealed class KeptGrains
{
    private readonly ConcurrentDictionary<string, (BinaryData Data, string ETag)> _kept = new(StringComparer.Ordinal);
    private int _writes;

    /// <summary>How often was written.</summary>
    public int Writes => _writes;

    /// <summary>How many bytes are kept.</summary>
    public long Bytes => _kept.Values.Sum(kept => (long)kept.Data.ToMemory().Length);

    public (BinaryData Data, string ETag)? Read(string key) => _kept.TryGetValue(key, out var kept) ? kept : null;

    public string Write(string key, BinaryData data, string? etag)
    {
        lock (_kept)
        {
            if (Read(key)?.ETag != etag)
            {
                throw new InconsistentStateException("The state was changed by another.", Read(key)?.ETag, etag);
            }

            var next = Interlocked.Increment(ref _writes).ToString(CultureInfo.InvariantCulture);
            _kept[key] = (data, next);
            return next;
        }
    }

    public void Clear(string key) => _kept.TryRemove(key, out _);
}

/// <summary>A silo's way to it, through the serializer that silos have for their storages.</summary>
internal sealed class KeptStorage(KeptGrains kept, IGrainStorageSerializer serializer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (kept.Read($"{stateName}/{grainId}") is { } found)
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (serializer.Deserialize<T>(found.Data), found.ETag, true);
        }
        else
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var data = serializer.Serialize(grainState.State);
        // A database takes its time too, and others come in meanwhile.
        await Task.Yield();
        grainState.ETag = kept.Write($"{stateName}/{grainId}", data, grainState.ETag);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        kept.Clear($"{stateName}/{grainId}");
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }
}
