using OllamaSdk.Cli.Options;

namespace OllamaSdk.Cli.Settings;

/// <summary>The profile that holds, and why.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Group">What it says.</param>
/// <param name="Origin">Who has chosen it.</param>
internal sealed record ProfileChoice(string Name, SettingsGroup Group, string Origin)
{
    /// <summary>Chooses no profile, where one is chosen otherwise.</summary>
    public const string None = "none";

    public const string Variable = "LLM_CLIENT_PROFILE";

    /// <summary>The one that was typed, else the environment's, else the file's own choice.</summary>
    /// <param name="typed">See <c>--profile</c>.</param>
    /// <param name="file">The settings file.</param>
    /// <param name="origin">Where a key of it stands, in words.</param>
    /// <param name="variables">The environment.</param>
    /// <returns><see langword="null"/> where none is chosen.</returns>
    /// <exception cref="UsageException">There is no such profile.</exception>
    public static ProfileChoice? Find(string? typed, ConfigFile file, Func<string, string> origin, Func<string, string?> variables)
    {
        var (name, source) = typed is not null ? (typed, "flag --profile")
            : variables(Variable) is { Length: > 0 } variable ? (variable, $"environment variable {Variable}")
            : (file.Profile, "");
        if (name is null or None)
        {
            return null;
        }

        source = source.Length > 0 ? source : origin("profile");
        return file.Profiles?.GetValueOrDefault(name) is { } group ? new ProfileChoice(name, group, source)
            : throw new UsageException(file.Profiles is { Count: > 0 } profiles
                ? $"There is no profile '{name}' ({source}); there are {string.Join(", ", profiles.Keys)}.{NearestWord.Hint(name, profiles.Keys)}"
                : $"There is no profile '{name}' ({source}): the settings have none. Make it with `ollama-sdk config set profiles.{name}.model MODEL`.");
    }
}
