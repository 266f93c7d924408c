namespace OllamaSdk.Transfers;

/// <summary>Which files of a folder make a model.</summary>
internal static class ModelFiles
{
    /// <returns>Each file with the relative name the server shall know it by, in a fixed order.</returns>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    /// <exception cref="ArgumentException">The folder holds no model files.</exception>
    public static IReadOnlyList<(string Name, string Path)> Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
        {
            return [(Path.GetFileName(path), path)];
        }

        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        }

        var all = Directory.GetFiles(path);
        Array.Sort(all, StringComparer.Ordinal);
        var found = Array.FindAll(all, f => f.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase));
        if (found.Length == 0 && Array.Exists(all, IsSafetensors))
        {
            found = Array.FindAll(all, f => IsSafetensors(f) || f.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(f) == "tokenizer.model");
        }

        return found.Length > 0
            ? Array.ConvertAll(found, f => (Path.GetFileName(f), f))
            : throw new ArgumentException($"The folder '{path}' holds neither .gguf nor .safetensors files.", nameof(path));
    }

    private static bool IsSafetensors(string file) => file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
}
