using System.Reflection;

namespace OllamaSdk.Testing;

/// <summary>
/// Recorded answers of a real server as stub mappings for WireMock, so that programs in any language can be tested against the answers that the
/// SDK itself is tested against.
/// </summary>
public static class WireMockStubs
{
    private const string Prefix = "wiremock/";
    private static readonly Assembly s_assembly = typeof(WireMockStubs).Assembly;

    /// <summary>The files, with their paths below the folder: <c>README.md</c>, which says how to use them, and <c>mappings/….json</c>.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. s_assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Writes all <see cref="Files"/>, so that the folder can be WireMock's root. What is there with the same contents stays; anything else in the
    /// folder is not touched.
    /// </summary>
    /// <param name="directory">The folder; it is made where it does not exist.</param>
    /// <returns>How many files were written: zero when all were there.</returns>
    /// <exception cref="IOException">
    /// A file of that name is there with other contents, and nothing was written; or the folder cannot be written to.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static int WriteTo(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var missing = Files.Where(file => !IsThere(Path.Combine(directory, file), Read(file))).ToList();
        foreach (var file in missing)
        {
            var path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            target.Write(Read(file));
        }

        return missing.Count;
    }

    /// <summary>The contents of one of the <see cref="Files"/>.</summary>
    /// <param name="file">Its path below the folder.</param>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static byte[] Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var source = s_assembly.GetManifestResourceStream(Prefix + file)
            ?? throw new ArgumentException($"There is no file '{file}'; {nameof(Files)} has those that are there.", nameof(file));
        var contents = new byte[source.Length];
        source.ReadExactly(contents);
        return contents;
    }

    private static bool IsThere(string path, byte[] contents)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        return File.ReadAllBytes(path).AsSpan().SequenceEqual(contents) ? true : throw new IOException(
            $"'{path}' is there already with other contents, and is not overwritten. Remove it, or choose another folder.");
    }
}
