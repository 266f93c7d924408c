namespace OllamaSdk.Cli.Settings;

/// <summary>The settings that were typed.</summary>
/// <param name="Provider">See <c>--provider</c>.</param>
/// <param name="BaseUrl">See <c>--base-url</c>.</param>
/// <param name="Model">See <c>--model</c>.</param>
/// <param name="Timeouts">Each <c>--timeout</c>: a time, or a timer's name, <c>=</c> and a time.</param>
/// <param name="Profile">See <c>--profile</c>.</param>
internal sealed record Flags(string? Provider, string? BaseUrl, string? Model, IReadOnlyList<string> Timeouts, string? Profile = null);
