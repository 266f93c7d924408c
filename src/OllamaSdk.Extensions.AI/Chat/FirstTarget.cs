namespace OllamaSdk.Extensions.AI;

/// <summary>The server that an <see cref="LlmClient"/> asks first, for those who want to know of one.</summary>
internal static class FirstTarget
{
    public static string? Provider(LlmClient client) => Setting(client, "Targets[0].Provider");

    public static string? Model(LlmClient client) => Setting(client, "Targets[0].Model") is { Length: > 0 } model ? model : null;

    public static Uri? Endpoint(LlmClient client) =>
        Uri.TryCreate(Setting(client, "Targets[0].Endpoint") ?? Setting(client, "Targets[0].Endpoints[0]"), UriKind.Absolute, out var address) ? address : null;

    private static string? Setting(LlmClient client, string name) => client.DescribeSettings()?.FirstOrDefault(setting => setting.Name == name)?.Value;
}
