using System.CommandLine;
using System.CommandLine.Completions;

namespace OllamaSdk.Cli.Options;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Provider { get; } = new("--provider", "-p")
    {
        Description = "Which kind of server: ollama, lmstudio, mlx, openai and others, or a name of the settings file. Otherwise ollama.",
        HelpName = "NAME",
        Recursive = true,
    };

    public Option<string?> BaseUrl { get; } = new("--base-url", "-u")
    {
        Description = "The server's address. Otherwise the provider's environment variable (OLLAMA_HOST …), or its usual one.",
        HelpName = "URL",
        Recursive = true,
    };

    public Option<string[]> Timeout { get; } = new("--timeout")
    {
        Description = "How long a call may take in all: seconds, or 500ms, 2m, 1h. Otherwise no limit. NAME=TIME sets another limit: "
            + "connect, streamed_generation, unstreamed_generation, first_byte, idle or transfer_idle; off switches it off.",
        HelpName = "[NAME=]TIME",
        Recursive = true,
    };

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "A JSON file with settings, in the place of the usual one; `ollama-sdk config path` tells where that is.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> Profile { get; } = new("--profile")
    {
        Description = "A group of settings in that file. Otherwise LLM_CLIENT_PROFILE, or the one that the file itself chooses; none for no profile.",
        HelpName = "NAME",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON for programs: one document, or a line for each step of a stream.",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Tell on standard error which settings hold and why, and what is tried again.",
        Recursive = true,
    };

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "No colours, frames or moving parts. NO_COLOR does the same.",
        Recursive = true,
    };

    public Option<bool> Plain { get; } = new("--plain")
    {
        Description = "For a screen reader or a simple terminal: lines of words only. LLM_CLIENT_PLAIN=1 does the same.",
        Recursive = true,
    };

    public Option<bool> Demo { get; } = new("--demo")
    {
        Description = "Answer from a built-in emulator: no server, no model.",
        Recursive = true,
    };

    public void AddTo(RootCommand root)
    {
        foreach (var option in (Option[])[Provider, BaseUrl, Timeout, Config, Profile, Json, Verbose, NoColor, Plain, Demo])
        {
            root.Options.Add(option);
        }

        Provider.CompletionSources.Add(static _ => LlmProviders.All.Select(provider => new CompletionItem(provider.Name)).Append(new CompletionItem("openai")));
        Demo.Validators.Add(result =>
        {
            if (result.GetValue(Demo) && Array.Find((Option[])[BaseUrl, Provider, Config, Profile], other => result.GetResult(other) is not null) is { } other)
            {
                result.AddError($"--demo needs no server: leave out {other.Name}.");
            }
        });
    }
}
