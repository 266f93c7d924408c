namespace OllamaSdk;

/// <summary>Where the value of a setting came from.</summary>
public enum SettingOrigin
{
    /// <summary>Nobody said; this is the SDK's own.</summary>
    Default,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>Configuration: a file, or whatever else the host program reads it from.</summary>
    Configuration,

    /// <summary>The program's code.</summary>
    Code,
}

/// <summary>A setting as it holds.</summary>
/// <param name="Name">Its name in the options, for example <c>Targets[0].Endpoint</c>.</param>
/// <param name="Value">Its value as text; a key shows as <c>***</c>.</param>
/// <param name="Origin">Where the value came from.</param>
/// <param name="Source">The environment variable or configuration key, where it came from one.</param>
public sealed record LlmSetting(string Name, string Value, SettingOrigin Origin, string? Source)
{
    /// <summary>The setting in one line.</summary>
    public override string ToString() => $"{Name} = {Value} ({Origin}{(Source is null ? "" : $": {Source}")})";
}
