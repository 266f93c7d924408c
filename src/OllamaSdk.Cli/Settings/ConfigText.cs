using System.Text.Json;

namespace OllamaSdk.Cli.Settings;

/// <summary>The settings file as text, for those who look at it or change it: it may hold values that no command could use.</summary>
internal static class ConfigText
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <returns>An empty object where there is no file.</returns>
    /// <exception cref="UsageException">It cannot be read, or is no JSON object; the message names the line.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            var json = File.Exists(path) ? JsonMap.WithoutMark(File.ReadAllBytes(path)).ToArray() : "{\n}\n"u8.ToArray();
            return JsonMap.Of(json).Whole.IsObject ? json : throw new UsageException($"The config file {path} is wrong at line 1: it must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw new UsageException(ConfigFile.Describe(e, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The config file cannot be read: {e.Message}");
        }
    }

    /// <summary>All values of a JSON object, each with its names from the outside in.</summary>
    public static IEnumerable<(string[] Path, JsonElement Value)> Values(JsonElement json, params string[] path) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().SelectMany(member => Values(member.Value, [.. path, member.Name]))
        : [(path, json)];

    /// <summary>A value as it is typed; a secret is not told.</summary>
    public static string Shown(string[] path, JsonElement value) => ConfigName.IsSecret(path) ? "***" : value.ValueKind switch
    {
        JsonValueKind.String => WithoutPassword(value.GetString()!),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => string.Join(", ", value.EnumerateArray().Select(item => item.GetString())),
        _ => value.GetRawText(),
    };

    /// <summary>Puts the whole text in the place of the file at once: whoever reads it meanwhile gets the old or the new one.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string path, byte[] json)
    {
        try
        {
            // Those who keep their settings elsewhere have a link here.
            var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var beside = $"{target}.{Environment.ProcessId}.new";
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                {
                    // It may hold keys.
                    options.UnixCreateMode = File.Exists(target) ? File.GetUnixFileMode(target) : OwnerOnly;
                }

                using (var file = new FileStream(beside, options))
                {
                    file.Write(json);
                    file.Flush(flushToDisk: true);
                }

                File.Move(beside, target, overwrite: true);
            }
            finally
            {
                File.Delete(beside);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The config file {path} cannot be written: {e.Message}");
        }
    }

    private static string WithoutPassword(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length > 0 ? text.Replace($"{url.UserInfo}@", "***@", StringComparison.Ordinal) : text;
}
