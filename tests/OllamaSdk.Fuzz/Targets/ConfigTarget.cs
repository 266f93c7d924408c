using System.Text;
using Microsoft.Extensions.Configuration;
using OllamaSdk.Cli.Settings;
using OllamaSdk.Extensions.Configuration;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.OpenAI;
using OllamaSdk.Transport;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>
/// Settings from outside. The first byte of an input says of what kind: lines <c>Key:Key=Value</c> for each of the three clients, a connection string, or the
/// command line's file.
/// </summary>
internal sealed class ConfigTarget() : FuzzTarget("configuration", 1_000_000)
{
    private const string Path = "settings.json";
    private const string Key = "k9-S3cret";

    // Makes no connection; clients of several servers take none of their own.


    public override string Checks => "Keys of IConfiguration for the three clients, connection strings, environment variables and the command line's settings file: options and a client, or an exception of the SDK's (of the command line's) that shows no key";

    public override IEnumerable<string> Words =>
    [
        "\nEndpoint=", "\nApiKey=k9-S3cret\n", "\nDefaultModel=", "\nTargets:0:Provider=ollama", "\nTargets:0:Endpoint=", "\nTargets:1:Provider=openai-compatible", "\nTargets:1:ApiKey=k9-S3cret", "\nTargets:0:Endpoints:0=http://a", "\nTargets:0:KeepAlive=5m", "\nTargets:0:ContextLength=", "\nTimeouts:Idle=", "\nTimeouts:Total=off",
        "\nRetry:MaxRetries=", "\nRetry:BaseDelay=500ms", "\nRetry:Factor=", "\nHeaders:X-A=b", "\nHeaders:Authorization=Bearer k9-S3cret", "\nMaxLineBytes=", "\nPromptGuard:Mode=", "\nFallback:OnRefusals:0=RateLimited", "\nBreaker:Failures=", "\nModelCacheLifetime=", "\nConnectionIdleLifetime=", "\nMaxConnectionsPerServer=", "\nAllowApiKeyOverHttp=true",
        "\nLLM_CLIENT_PROVIDER=", "\nLLM_CLIENT_FALLBACKS=", "\nLLM_CLIENT_MAX_RETRIES=", "\nOLLAMA_HOST=", "\nOLLAMA_API_KEY=k9-S3cret", "\nOPENAI_BASE_URL=", "\nOPENAI_API_KEY=k9-S3cret", "Endpoint=http://h;Model=m;Key=k9-S3cret", "Provider=", "00:02:00", "500ms", "2m", "1h", "off", "-1", "forever", "1e9h", "99999999d", "http://h", "https://h/v1",
        "\"provider\":\"ollama\",", "\"providers\":{\"a\":{\"provider\":\"ollama\"}},", "\"base_url\":\"http://h\",", "\"api_key\":\"k9-S3cret\",", "\"timeouts\":{\"idle\":\"5m\"},", "\"fallbacks\":[\"a\",null],", "\"retry\":{\"max_retries\":3},", "\"headers\":{\"X-A\":\"b\"},", "//x\n", "/*x*/",
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (var kind in (byte[])[0, 1, 2, 5])
        {
            yield return [kind, .. "Endpoint=http://h\nApiKey=k\nDefaultModel=m\nTimeouts:Idle=5m\nRetry:MaxRetries=3\nRetry:BaseDelay=500ms\nHeaders:X-A=b\nAllowApiKeyOverHttp=true"u8];
            yield return [kind, .. "Targets:0:Provider=ollama\nTargets:0:Endpoint=http://h\nTargets:0:Model=m\nTargets:1:Provider=openai-compatible\nTargets:1:Endpoint=https://h/v1\nTargets:1:ApiKey=k\nBreaker:Failures=2\nFallback:OnTimeout=true"u8];
        }

        yield return [3, .. "Endpoint=http://h;Model=m;Key=k9-S3cret"u8];
        yield return [3, .. "http://h:1/v1"u8];
        yield return [4, .. """{"provider":"a","providers":{"a":{"provider":"ollama","base_url":"http://h","model":"m","keep_alive":"5m","timeouts":{"idle":"1m"}},"b":{"provider":"openai-compatible","base_url":"https://h/v1","api_key":Key,"headers":{"X-A":"b"}}},"fallbacks":["b"],"retry":{"max_retries":2,"base_delay":"1s","max_delay":"10s"},"cache":{"ttl":"5m"},"timeout":"2m","timeouts":{"connect":"1s"}}"""u8];
        yield return [6, .. "LLM_CLIENT_PROVIDER=ollama\nLLM_CLIENT_FALLBACKS=lmstudio,openai-compatible\nOLLAMA_HOST=h\nOPENAI_BASE_URL=https://h/v1\nLLM_CLIENT_MAX_RETRIES=3"u8];
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(input.Span[1..]);
        try
        {
            Read(input.Span[0] % 7, text, input.Span[1..]);
        }
        catch (Exception e) when (e is LlmConfigurationException or UsageException || IsOurs(e))
        {
            for (Exception? cause = e; cause is not null; cause = cause.InnerException)
            {
                // A key in the place of something else is not known to be one.
                if (cause.Message.Contains(Key, StringComparison.Ordinal) && !MayShow(text))
                {
                    throw new BrokenRuleException($"A key is told: {cause.Message}", e);
                }
            }
        }
    }

    private static void Read(int kind, string text, ReadOnlySpan<byte> bytes)
    {
        switch (kind)
        {
            case 0 when SectionOf(text) is { } section:
                var native = new OllamaClientOptions();
                SectionReader.Apply(section, native);
                native.Handler = new NoServerHandler();
                new OllamaClient(native).Dispose();
                break;
            case 1 when SectionOf(text) is { } section:
                var openAI = new OpenAICompatibleClientOptions();
                SectionReader.Apply(section, openAI);
                openAI.Handler = new NoServerHandler();
                new OpenAICompatibleClient(openAI).Dispose();
                break;
            case 2 or 5 when SectionOf(text) is { } section:
                var several = new LlmClientOptions { ReadVariable = static _ => null };
                SectionReader.Apply(section, several);
                several.Handler = new NoServerHandler();
                new LlmClient(several).Dispose();
                break;
            case 3:
                ReadConnectionString(text);
                break;
            case 4:
                var file = ConfigFile.Parse(bytes, Path);
                var options = new SettingsReader(new Flags(null, null, null, []), file, key => file.PlaceOf(key, Path), static _ => null).Read();
                options.Handler = new NoServerHandler();
                new LlmClient(options).Dispose();
                break;
            case 6:
                var variables = Pairs(text).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pairs => pairs.Key, pairs => pairs.First().Value, StringComparer.Ordinal);
                new LlmClient(new LlmClientOptions { ReadVariable = variables.GetValueOrDefault, Handler = new NoServerHandler() }).Dispose();
                break;
        }
    }

    private static void ReadConnectionString(string text)
    {
        var section = ConnectionString.Read(text, "ConnectionStrings:ai", SectionReader.TargetParts);
        var options = new LlmClientOptions { ReadVariable = static _ => null };
        SectionReader.Apply(section, options);
        options.Handler = new NoServerHandler();
        new LlmClient(options).Dispose();
    }

    // Not one that a collection of .NET's throws in our code.
    private static bool IsOurs(Exception e) =>
        e is ArgumentException && e.StackTrace?.TrimStart() is { } trace && (trace.StartsWith("at OllamaSdk.", StringComparison.Ordinal) || trace.StartsWith("at System.ArgumentException.Throw", StringComparison.Ordinal)
            || trace.StartsWith("at System.ArgumentOutOfRangeException.Throw", StringComparison.Ordinal));

    private static IConfigurationSection? SectionOf(string text)
    {
        // Two keys that differ in case are one, which the builder refuses: no file can say that.
        var values = Pairs(text).DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(pair => KeyValuePair.Create("Llm:" + pair.Key, (string?)pair.Value));
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Llm");
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text) =>
        text.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => KeyValuePair.Create(pair[0], pair[1]));

    // Behind a name that is that of a key it must not be shown; anywhere else nobody knows what it is.
    private static bool MayShow(string text) => !text.Split('\n').Where(line => line.Contains(Key, StringComparison.Ordinal)).All(line =>
        line.IndexOf(Key, StringComparison.Ordinal) == line.LastIndexOf(Key, StringComparison.Ordinal)
        && (line.Split('=')[0] is var name && (name.EndsWith("ApiKey", StringComparison.Ordinal) || name.EndsWith("API_KEY", StringComparison.Ordinal) || name == "Headers:Authorization") && line == $"{name}={Key}"));
}
