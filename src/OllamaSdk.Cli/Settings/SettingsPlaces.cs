namespace OllamaSdk.Cli.Settings;

/// <summary>
/// Where this program keeps what is the user's own, as each system expects it: below XDG's folders, in Windows' AppData, in macOS' Library. A variable
/// moves each of the three. All of it is text alone: nothing is looked for on the disk, and nothing is made there.
/// </summary>
internal static class SettingsPlaces
{
    /// <summary>The settings file, where it is another than the usual one.</summary>
    public const string FileVariable = "LLM_CLIENT_CONFIG";

    /// <summary>The folder of what was said, where it is another than the usual one.</summary>
    public const string DataVariable = "LLM_CLIENT_DATA";

    /// <summary>The folder of what can be had again, where it is another than the usual one.</summary>
    public const string CacheVariable = "LLM_CLIENT_CACHE";

    private const string Name = "ollama-sdk";

    private enum Host
    {
        Windows,
        MacOS,
        Other,
    }

    private static Host Here => OperatingSystem.IsWindows() ? Host.Windows : OperatingSystem.IsMacOS() ? Host.MacOS : Host.Other;

    /// <summary>The user's own settings file, whether there is one or not.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns><see langword="null"/> where the user has no home, as some services.</returns>
    public static string? DefaultFile(Func<string, string?> environment) => Moved(environment, FileVariable) ?? (Here switch
    {
        Host.Windows => Below(environment("APPDATA"), Name, "config.json"),
        Host.MacOS => Below(Xdg(environment, "XDG_CONFIG_HOME") ?? Below(environment("HOME"), "Library", "Application Support"), Name, "config.json"),
        _ => Below(Xdg(environment, "XDG_CONFIG_HOME") ?? Below(environment("HOME"), ".config"), Name, "config.json"),
    });

    /// <summary>The folder of what must not be lost but is no setting: the history of what was typed, conversations.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns><see langword="null"/> where the user has no home: then nothing is kept.</returns>
    public static string? DataFolder(Func<string, string?> environment) => Moved(environment, DataVariable) ?? (Here switch
    {
        Host.Windows => Below(environment("LOCALAPPDATA"), Name),
        Host.MacOS => Below(Xdg(environment, "XDG_STATE_HOME") ?? Below(environment("HOME"), "Library", "Application Support"), Name),
        _ => Below(Xdg(environment, "XDG_STATE_HOME") ?? Below(environment("HOME"), ".local", "state"), Name),
    });

    /// <summary>The folder of what can be had again at any time: it may be deleted.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns><see langword="null"/> where the user has no home: then nothing is kept.</returns>
    public static string? CacheFolder(Func<string, string?> environment) => Moved(environment, CacheVariable) ?? (Here switch
    {
        Host.Windows => Below(environment("LOCALAPPDATA"), Name, "cache"),
        Host.MacOS => Below(Xdg(environment, "XDG_CACHE_HOME") ?? Below(environment("HOME"), "Library", "Caches"), Name),
        _ => Below(Xdg(environment, "XDG_CACHE_HOME") ?? Below(environment("HOME"), ".cache"), Name),
    });

    private static string? Moved(Func<string, string?> environment, string variable) => environment(variable) is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    // The specification has relative paths left out of account.
    private static string? Xdg(Func<string, string?> environment, string variable) => environment(variable) is { } path && Path.IsPathFullyQualified(path) ? path : null;

    private static string? Below(string? folder, params string[] names) => string.IsNullOrEmpty(folder) ? null : Path.Combine([folder, .. names]);
}
