using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

/// <summary>A command to a cluster: where it is, and what it refuses.</summary>
internal abstract class JobsSubcommand : CliCommand
{
    private readonly Option<string> _url = new("--url")
    {
        Description = "Where the jobs are, such as http://silo:8080; /jobs is added where there is no path. Otherwise OLLAMA_SDK_JOBS_URL.",
        HelpName = "URL",
    };

    private readonly Option<string?> _keyEnv = new("--key-env")
    {
        Description = "The environment variable with the key. Otherwise OLLAMA_SDK_JOBS_KEY, where it is set.",
        HelpName = "NAME",
    };

    protected JobsSubcommand(string name, string description, GlobalOptions global)
        : base(name, description, global)
    {
        Options.Add(_url);
        Options.Add(_keyEnv);
    }

    /// <summary>The argument of commands to one job.</summary>
    protected static Argument<string> IdArgument() => new("JOB") { Description = "The job's name." };

    protected abstract Task RunAsync(CommandContext context, JobsClient jobs);

    protected sealed override async Task RunAsync(CommandContext context)
    {
        using var jobs = new JobsClient(Address(context), Key(context));
        try
        {
            await RunAsync(context, jobs);
        }
        catch (JobsException e)
        {
            ErrorText.Print(e.Message);
            context.ExitCode = e.Code;
        }
    }

    private Uri Address(CommandContext context)
    {
        var typed = context.Parsed.GetValue(_url) ?? Environment.GetEnvironmentVariable("OLLAMA_SDK_JOBS_URL");
        if (string.IsNullOrWhiteSpace(typed))
        {
            throw new UsageException("say where the jobs are with --url URL");
        }

        if (!Uri.TryCreate(typed, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new UsageException("--url takes an address such as http://silo:8080; a key goes by --key-env");
        }

        return address.AbsolutePath is "/" ? new Uri(address, "/jobs/") : new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/");
    }

    private string? Key(CommandContext context)
    {
        var named = context.Parsed.GetValue(_keyEnv);
        var key = Environment.GetEnvironmentVariable(named ?? "OLLAMA_SDK_JOBS_KEY");
        return named is not null && string.IsNullOrWhiteSpace(key) ? throw new UsageException($"--key-env: {named} is not set") : key?.Trim();
    }
}
