using System.Security.Cryptography;
using System.Text;

namespace OllamaSdk.Cli.Completion;

/// <summary>The names of a server's models, kept for a few minutes, so that not every Tab asks it.</summary>
/// <param name="folder">Where they are kept; nowhere where <see langword="null"/>.</param>
/// <param name="server">The server. Its address may hold a password, so it is no part of a name.</param>
internal sealed class ModelCache(string? folder, string server)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(3);

    private readonly string? _path = folder is null ? null : Path.Combine(folder, $"models-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(server)))[..16]}.txt");

    /// <param name="mayBeOld">Whether names from long ago are better than none.</param>
    /// <returns><see langword="null"/> where there are none.</returns>
    public string[]? Read(bool mayBeOld)
    {
        try
        {
            // A time to come is that of another clock.
            return _path is not null && File.Exists(_path) && (mayBeOld || (DateTime.UtcNow - File.GetLastWriteTimeUtc(_path)).Duration() < s_lifetime)
                ? File.ReadAllLines(_path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string[] names)
    {
        if (_path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder!);
            // At once: two shells may complete at the same time.
            var beside = $"{_path}.{Environment.ProcessId}";
            File.WriteAllLines(beside, names.Where(LiveWords.IsPlain));
            File.Move(beside, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the server is asked again.
        }
    }
}
