using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Completion;

/// <summary>Words that change: models of the server, names of the settings file.</summary>
/// <param name="global">The options that name a server or a file.</param>
/// <param name="line">What has been typed up to now.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class LiveWords(GlobalOptions global, string line, CancellationToken cancellationToken)
{
    /// <summary>How long a server is waited for, where it is to be otherwise than usual.</summary>
    private const string LimitVariable = "LLM_CLIENT_COMPLETION_TIMEOUT";

    // Longer than this nobody waits for a Tab. Where the runtime has yet to compile the program, most of it goes into that.
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeCompiled ? 1000 : 300);

    /// <summary>Whether a shell can take it as it is: a server may send anything as a name, and what it sends lands on a command line.</summary>
    public static bool IsPlain(string word) => word.Length > 0 && word[0] != '-' && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '/' or '-' or '+' or '@');

    public async Task<IEnumerable<string>> OfAsync(string kind)
    {
        using var context = new CommandContext(global, Parse(), cancellationToken);
        return kind switch
        {
            "models" => await ModelsAsync(context),
            "profiles" => context.ReadSettings().Profiles?.Keys.AsEnumerable() ?? [],
            // The kinds themselves are in the scripts.
            "providers" => context.ReadSettings().Providers?.Keys.AsEnumerable() ?? [],
            "settings" => Settings(ConfigJson.Default.ConfigFile, "", context.ReadSettings()),
            _ => [],
        };
    }

    private ParseResult Parse()
    {
        var root = new RootCommand { TreatUnmatchedTokensAsErrors = false };
        global.AddTo(root);
        // The program's own name is the first word; and nobody wants to be told of settings now.
        return root.Parse([.. CommandLineParser.SplitCommandLine(line).Skip(1).Where(word => word is not ("-v" or "--verbose"))], new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    private async Task<IEnumerable<string>> ModelsAsync(CommandContext context)
    {
        // The emulator goes by a real server's address.
        var (clients, folder) = (context.Clients, context.IsDemo ? null : SettingsPlaces.CacheFolder(Environment.GetEnvironmentVariable));
        var cache = new ModelCache(folder, clients.Address);
        if (cache.Read(mayBeOld: false) is { } known)
        {
            return known;
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Environment.GetEnvironmentVariable(LimitVariable) is { Length: > 0 } time ? TimeText.Parse(time, LimitVariable) : s_limit);
            var models = await clients.Any.ListModelsAsync(cancellationToken: limit.Token);
            string[] names = [.. models.Select(model => model.Id)];
            cache.Write(names);
            return names;
        }
        catch (Exception e) when (e is LlmException or OperationCanceledException)
        {
            return cache.Read(mayBeOld: true) ?? [];
        }
    }

    private static IEnumerable<string> Settings(JsonTypeInfo type, string place, ConfigFile file) => ConfigName.Members(type).SelectMany(member =>
    {
        var name = place + member;
        var found = ConfigName.Of(name);
        return found.Type.Kind switch
        {
            JsonTypeInfoKind.Object => Settings(found.Type, $"{name}.", file),
            JsonTypeInfoKind.Dictionary => member switch
            {
                "timeouts" => Transport.TimerSetting.All.Select(timer => $"{name}.{timer.Key}"),
                "providers" => (file.Providers?.Keys.AsEnumerable() ?? []).SelectMany(key => Settings(ConfigName.Of($"{name}.{key}").Type, $"{name}.{key}.", file)),
                "profiles" => (file.Profiles?.Keys.AsEnumerable() ?? []).SelectMany(key => Settings(ConfigName.Of($"{name}.{key}").Type, $"{name}.{key}.", file)),
                _ => [],
            },
            _ => [name],
        };
    });
}
