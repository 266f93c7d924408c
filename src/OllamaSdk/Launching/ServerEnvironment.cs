namespace OllamaSdk.Launching;

/// <summary>The environment of a server: what is listed here, the server's own settings, and what the caller adds; never a key by accident.</summary>
internal static class ServerEnvironment
{
    private const int ShortestKey = 8;

    private static readonly string[] s_names =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
        "USERPROFILE", "USERNAME", "APPDATA", "LOCALAPPDATA", "ProgramData", "ProgramFiles",
    ];

    // Languages, directories, and the graphics cards' own libraries.
    private static readonly string[] s_prefixes = ["LC_", "XDG_", "CUDA_", "NVIDIA_", "HIP_", "ROCR_", "ROCM_", "HSA_", "GPU_", "GGML_", "VK_", "OMP_"];

    public static Dictionary<string, string> For(LaunchRecipe recipe, IDictionary<string, string> added)
    {
        var passed = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (name, value) in Own().Where(variable => IsHarmless(variable.Name, variable.Value, recipe)).Concat(added.Select(pair => (pair.Key, pair.Value))))
        {
            passed[name] = value;
        }

        return passed;
    }

    /// <summary>
    /// Values that must not turn up in what the server has written: keys it was given, and keys of this process, but no mere "true"; and who an
    /// address (of a proxy, or any that was given) says one is.
    /// </summary>
    public static IEnumerable<string> Secrets(IDictionary<string, string> added)
    {
        var given = added.Select(pair => (Name: pair.Key, pair.Value));
        var keys = Own().Where(variable => variable.Value.Length >= ShortestKey).Concat(given).Where(variable => SafeText.IsSecret(variable.Name, variable.Value));
        var proxies = Own().Where(variable => IsProxyWithPassword(variable.Name, variable.Value)).Select(variable => variable.Value);
        var addresses = proxies.Select(static address => address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}")
            .Concat(given.Select(variable => variable.Value));
        return keys.SelectMany(variable => SecretParts.OfCredentials(variable.Value)).Concat(addresses.SelectMany(SecretParts.OfAddress));
    }

    private static bool IsHarmless(string name, string value, LaunchRecipe recipe) =>
        !SafeText.IsSecret(name, value) && !IsProxyWithPassword(name, value)
        && (s_names.Contains(name, StringComparer.OrdinalIgnoreCase)
            || s_prefixes.Concat(recipe.Variables).Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));

    private static bool IsProxyWithPassword(string name, string value) => name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase) && value.Contains('@');

    private static IEnumerable<(string Name, string Value)> Own()
    {
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            yield return ((string)variable.Key, (string?)variable.Value ?? "");
        }
    }
}
