using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Tests;

/// <summary>Where the user's own files are; every system's rule is tried on its own system.</summary>
public sealed class SettingsPlacesTests
{
    [Fact]
    public void Linux_has_XDGs_folders()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is another system.");

        Assert.Equal(["/h/.config/ollama-sdk/config.json", "/h/.local/state/ollama-sdk", "/h/.cache/ollama-sdk"], Places(("HOME", "/h")));
        Assert.Equal(
            ["/c/ollama-sdk/config.json", "/s/ollama-sdk", "/x/ollama-sdk"], Places(("HOME", "/h"), ("XDG_CONFIG_HOME", "/c"), ("XDG_STATE_HOME", "/s"), ("XDG_CACHE_HOME", "/x")));
        Assert.Equal("/h/.config/ollama-sdk/config.json", Places(("HOME", "/h"), ("XDG_CONFIG_HOME", "relative"))[0]);
    }

    [Fact]
    public void MacOS_has_its_Library()
    {
        Assert.SkipUnless(OperatingSystem.IsMacOS(), "It is another system.");

        Assert.Equal(
            ["/h/Library/Application Support/ollama-sdk/config.json", "/h/Library/Application Support/ollama-sdk", "/h/Library/Caches/ollama-sdk"], Places(("HOME", "/h")));
    }

    [Fact]
    public void Windows_has_AppData()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "It is another system.");

        Assert.Equal([@"C:\r\ollama-sdk\config.json", @"C:\l\ollama-sdk", @"C:\l\ollama-sdk\cache"], Places(("APPDATA", @"C:\r"), ("LOCALAPPDATA", @"C:\l")));
    }

    [Fact]
    public void Who_has_no_home_has_no_place() => Assert.Equal([null, null, null], Places());

    [Fact]
    public void A_variable_moves_each()
    {
        var folder = Path.GetFullPath("/moved");

        Assert.Equal(
            [Path.Combine(folder, "a.json"), Path.Combine(folder, "b"), Path.Combine(folder, "c")],
            Places(("LLM_CLIENT_CONFIG", Path.Combine(folder, "a.json")), ("LLM_CLIENT_DATA", Path.Combine(folder, "b")), ("LLM_CLIENT_CACHE", Path.Combine(folder, "c"))));
    }

    private static string?[] Places(params (string Name, string Value)[] variables)
    {
        string? Of(string name) => Array.Find(variables, variable => variable.Name == name).Value;
        return [SettingsPlaces.DefaultFile(Of), SettingsPlaces.DataFolder(Of), SettingsPlaces.CacheFolder(Of)];
    }
}
