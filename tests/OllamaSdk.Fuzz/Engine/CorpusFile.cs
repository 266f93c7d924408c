namespace OllamaSdk.Fuzz.Engine;

/// <summary>The inputs of one target in one file: a line of Base64 each, with a <c>!</c> before those that once failed. These stay, and come first.</summary>
internal sealed class CorpusFile(string folder, string target)
{
    // All corpora together stay small enough to be read in a diff.
    private const int MaxBytes = 130 * 1024;

    private readonly string _file = Path.Combine(folder, target + ".txt");

    public List<byte[]> Failed { get; } = [];

    public List<byte[]> Inputs { get; } = [];

    public void Load()
    {
        foreach (var line in File.Exists(_file) ? File.ReadAllLines(_file) : [])
        {
            (line.StartsWith('!') ? Failed : Inputs).Add(Convert.FromBase64String(line.TrimStart('!')));
        }
    }

    /// <param name="inputs">Without those that failed; the first are the most wanted.</param>
    /// <returns>How many were kept, and their bytes.</returns>
    public (int Count, int Bytes) Save(IEnumerable<byte[]> inputs)
    {
        var (kept, bytes) = (new List<byte[]>(), 0);
        foreach (var input in inputs)
        {
            if (bytes + input.Length <= MaxBytes)
            {
                kept.Add(input);
                bytes += input.Length;
            }
        }

        Directory.CreateDirectory(folder);
        // In an order of their own, so that a new one is one new line.
        var lines = kept.Select(Convert.ToBase64String).Order(StringComparer.Ordinal);
        File.WriteAllLines(_file, Failed.Select(input => "!" + Convert.ToBase64String(input)).Concat(lines));
        return (Failed.Count + kept.Count, Failed.Sum(input => input.Length) + bytes);
    }
}
