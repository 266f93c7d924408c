using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;
using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Commands;

/// <summary>What a running command works with. Settings are read and clients are made when a command first asks for them.</summary>
internal sealed class CommandContext : IDisposable
{
    // Slow enough to see the answer grow, as with a model.
    private static readonly TimeSpan DemoTokenDelay = TimeSpan.FromMilliseconds(20);

    private readonly GlobalOptions _global;
    private readonly Lazy<Clients> _clients;

    public CommandContext(GlobalOptions global, ParseResult parsed, CancellationToken cancellationToken)
    {
        (_global, Parsed, Token) = (global, parsed, cancellationToken);
        Terminal = new Terminal(parsed.GetValue(global.NoColor), parsed.GetValue(global.Json), parsed.GetValue(global.Plain));
        _clients = new Lazy<Clients>(CreateClients);
    }

    public ParseResult Parsed { get; }

    public CancellationToken Token { get; }

    public Terminal Terminal { get; }

    /// <summary>The model that was typed, where the command has such an option.</summary>
    public string? ModelFlag { get; set; }

    public ExitCode ExitCode { get; set; }

    public bool IsJson => Parsed.GetValue(_global.Json);

    public bool IsDemo => Parsed.GetValue(_global.Demo);

    public bool IsVerbose => Parsed.GetValue(_global.Verbose);

    /// <summary>The file of <c>--config</c>.</summary>
    public string? ConfigPath => Parsed.GetValue(_global.Config);

    /// <exception cref="UsageException">A flag or the config file is wrong.</exception>
    /// <exception cref="LlmConfigurationException">A setting is wrong.</exception>
    public Clients Clients => _clients.Value;

    /// <summary>Prints a result: as JSON where that is asked for, else as <paramref name="text"/> does.</summary>
    public void Print<T>(T document, Action text)
        where T : notnull
    {
        if (IsJson)
        {
            JsonOutput.WriteLine(document);
        }
        else
        {
            text();
        }
    }

    public void Dispose()
    {
        if (_clients.IsValueCreated)
        {
            _clients.Value.Dispose();
        }
    }

    /// <summary>The settings file that holds, or where it would be; <see langword="null"/> where the user has no place for one.</summary>
    public string? SettingsPath => Parsed.GetValue(_global.Config) ?? SettingsPlaces.DefaultFile(Environment.GetEnvironmentVariable);

    /// <summary>The settings file; an empty one where there is none.</summary>
    /// <exception cref="UsageException">It is wrong, or it was named and is not there.</exception>
    public ConfigFile ReadSettings() => SettingsPath is { } path && (Parsed.GetValue(_global.Config) is not null || File.Exists(path)) ? ConfigFile.Read(path) : new ConfigFile();

    private Clients CreateClients()
    {
        var clients = new Clients(IsDemo ? CreateDemoOptions() : CreateOptions());
        if (IsVerbose)
        {
            foreach (var setting in clients.Described)
            {
                ErrorText.Print(SettingWords.Describe(setting));
            }
        }

        return clients;
    }

    private LlmClientOptions CreateOptions()
    {
        var flags = new Flags(
            Parsed.GetValue(_global.Provider), Parsed.GetValue(_global.BaseUrl), ModelFlag, Parsed.GetValue(_global.Timeout) ?? [], Parsed.GetValue(_global.Profile));
        var (path, file) = (SettingsPath, ReadSettings());
        var reader = new SettingsReader(flags, file, key => file.PlaceOf(key, path), Environment.GetEnvironmentVariable);
        var options = reader.Read();
        if (IsVerbose)
        {
            ErrorText.Print(File.Exists(path) ? $"settings file = {path}" : $"settings file = none ({path ?? "the user has no home"} is not there)");
            if (reader.Profile is { } profile)
            {
                ErrorText.Print($"profile = {profile.Name} ({profile.Origin})");
            }
        }

        // It costs a person nothing, and the server would take another level without a word.
        options.CheckThinkingLevels = true;
        options.LoggerFactory = IsVerbose ? new VerboseLog() : null;
        return options;
    }

    private LlmClientOptions CreateDemoOptions()
    {
        // A wrong OLLAMA_HOST must not stop what needs no host.
        var flags = new Flags(null, null, ModelFlag, Parsed.GetValue(_global.Timeout) ?? []);
        var options = new SettingsReader(flags, new ConfigFile(), static key => key, static _ => null).Read();
        options.Handler = new OllamaEmulator(new EmulatorOptions { TokenDelay = DemoTokenDelay, Account = new OllamaAccount { Name = "demo" } });
        return options;
    }
}
