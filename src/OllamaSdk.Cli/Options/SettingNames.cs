using System.CommandLine;

namespace OllamaSdk.Cli.Options;

/// <summary>How commands name a setting.</summary>
internal static class SettingNames
{
    /// <summary>What the argument is called.</summary>
    public const string ArgumentName = "SETTING";

    public static Argument<string> Argument() => new(ArgumentName)
    {
        Description = "Its name: model, provider, timeouts.idle, providers.NAME.base_url, profiles.NAME.model …",
    };
}
