using System.CommandLine;

namespace OllamaSdk.Cli.Options;

/// <summary>The option of the commands that make the server talk to a registry.</summary>
internal static class InsecureOption
{
    public static Option<bool> Create() => new("--insecure")
    {
        Description = "Let the server use plain http, or a certificate that it cannot check, for the registry. Only for a registry of your own.",
    };
}
