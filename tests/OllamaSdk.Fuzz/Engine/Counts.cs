using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk.Fuzz.Engine;

/// <summary>What a target has had in all runs that were saved.</summary>
internal sealed record TargetCount
{
    public long Executions { get; init; }

    /// <summary>Of processor time.</summary>
    public double Seconds { get; init; }

    /// <summary>Inputs in the corpus.</summary>
    public int Inputs { get; init; }

    public int Bytes { get; init; }

    /// <summary>Branches that the corpus takes.</summary>
    public int Edges { get; init; }

    /// <summary>Inputs that failed once, and are tried first ever since.</summary>
    public int Failures { get; init; }
}

/// <summary>The file that adds them up, beside the corpora.</summary>
internal sealed class Counts(string folder)
{
    private readonly string _file = Path.Combine(folder, "counts.json");

    public Dictionary<string, TargetCount> Read()
    {
        using var file = Open();
        return Read(file);
    }

    public TargetCount Of(string target) => Read().GetValueOrDefault(target) ?? new TargetCount();

    /// <summary>Changes the count of one target; two processes may do so at the same time.</summary>
    public void Change(string target, Func<TargetCount, TargetCount> change)
    {
        using var file = Open();
        var all = Read(file);
        all[target] = change(all.GetValueOrDefault(target) ?? new TargetCount());
        file.SetLength(0);
        JsonSerializer.Serialize(file, new SortedDictionary<string, TargetCount>(all, StringComparer.Ordinal), CountsJson.Default.SortedDictionaryStringTargetCount);
    }

    private static Dictionary<string, TargetCount> Read(FileStream file) =>
        file.Length == 0 ? [] : JsonSerializer.Deserialize(file, CountsJson.Default.DictionaryStringTargetCount)!;

    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(_file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 100)
            {
                Thread.Sleep(50);
            }
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, TargetCount>))]
[JsonSerializable(typeof(SortedDictionary<string, TargetCount>))]
internal sealed partial class CountsJson : JsonSerializerContext;
