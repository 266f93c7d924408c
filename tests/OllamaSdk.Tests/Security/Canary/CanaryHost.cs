using System.Reflection;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>Where one call is made: clients with all secrets for one server, a log of their own, and what arguments are made from.</summary>
/// <param name="authority">The server: host and port.</param>
/// <param name="token">Ends the call.</param>
/// <param name="configure">Changes the settings of each client.</param>
internal sealed class CanaryHost(string authority, CancellationToken token, Action<LlmConnectionOptions>? configure = null) : IDisposable
{
    /// <summary>How the tool's exception begins.</summary>
    public const string ToolFailure = "cannot sing";

    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(10);

    private readonly List<IDisposable> _made = [];
    private OllamaClient? _native;
    private OpenAICompatibleClient? _v1;
    private LlmClient? _many;

    /// <summary>Which provider the client of many servers asks first.</summary>
    public bool NativeFirst { get; init; } = true;

    /// <summary>Whether the secret is a key; else it is the password of the address, which is not sent beside one.</summary>
    public bool HasKey { get; init; } = true;

    public string Scheme { get; init; } = "http";

    /// <summary>How long is waited for a server that does not come; long enough where one is there.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Makes the arguments of other packages' methods.</summary>
    public Func<Type, object?>? MakeMore { get; init; }

    /// <summary>The clients' clock, which <see cref="DriveAsync"/> moves; the real one where there is none.</summary>
    public FakeClock? Clock { get; init; }

    public CancellationToken Token { get; } = token;

    public CapturingLogs Logs { get; } = new();

    public CallOptions Call { get; } = new() { Headers = { ["X-Api-Key"] = CanaryWords.HeaderKey, ["X-Upstream"] = $"Bearer {CanaryWords.HeaderKey}" }, MaxRepairs = 1 };

    /// <summary>One that fails with the model's words in its message.</summary>
    public LlmTool Tool { get; } = LlmTool.Create<CanaryAnswer>("sing", "Sings.", static answer => throw new InvalidOperationException($"{ToolFailure} {answer.Word}"));

    public OllamaClient Native => _native ??= Add(new OllamaClient(Set(new OllamaClientOptions { Endpoint = Address(), ApiKey = Key, CloudEndpoint = Address(), CloudApiKey = Key })));

    public OpenAICompatibleClient V1 => _v1 ??= Add(new OpenAICompatibleClient(Set(new OpenAICompatibleClientOptions
    {
        Endpoint = Address("v1"), ApiKey = Key, SkipMalformedEvents = true,
    })));

    public LlmClient Many => _many ??= Add(new LlmClient(OfMany()));

    /// <summary>A saved conversation of the client whose method is called.</summary>
    public string Saved { get; private set; } = "";

    /// <summary>The route that a method of any route is called with, and whether its answer is a stream; <see langword="null"/> for other methods.</summary>
    public (string Path, bool IsStream)? Route { get; private set; }

    /// <summary>Prepares what arguments of a method need.</summary>
    public void PrepareFor(Type owner, MethodInfo method)
    {
        Route = method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(HttpMethod)
            ? (owner == typeof(OllamaClient) ? "/api/chat" : "/chat/completions", method.Name.Contains("Stream", StringComparison.Ordinal))
            : null;
        Saved = SavedBy(owner);
    }

    private string SavedBy(Type owner) => owner switch
    {
        _ when owner == typeof(OllamaClient) => Native.StartConversation(CanaryArguments.Model, CanaryWords.Prompt).ToJson(),
        _ when owner == typeof(OpenAICompatibleClient) => V1.StartConversation(CanaryArguments.Model, CanaryWords.Prompt).ToJson(),
        _ when owner == typeof(LlmClient) => Many.StartConversation(CanaryArguments.Model, CanaryWords.Prompt).ToJson(),
        _ => "",
    };

    /// <summary>Lets time pass until a call has ended.</summary>
    public async Task<T> DriveAsync<T>(Task<T> call)
    {
        while (Clock is not null && !call.IsCompleted)
        {
            await Task.WhenAny(call, Task.Delay(5));
            Clock.Advance(s_step);
        }

        return await call;
    }

    public LlmClientOptions OfMany()
    {
        var options = Set(new LlmClientOptions { ReadVariable = static _ => null, OutOfMemoryRecovery = true, CheckThinkingLevels = true });
        LlmTarget[] targets =
        [
            new(LlmProviders.Ollama, CanaryArguments.Model, Address()) { ApiKey = Key },
            new(LlmProviders.LmStudio, CanaryArguments.Model, Address("v1")) { ApiKey = Key },
        ];
        foreach (var target in NativeFirst ? targets : Enumerable.Reverse(targets))
        {
            options.Targets.Add(target);
        }

        return options;
    }

    private string? Key => HasKey ? CanaryWords.Key : null;

    /// <summary>The server's, with the password where there is no key, and a query that is never sent.</summary>
    public string Address(string path = "") => $"{Scheme}://{(HasKey ? "" : CanaryWords.UserInfo)}{authority}/{path}?token={Uri.EscapeDataString(CanaryWords.Key)}";

    /// <summary>The items of an operation that reads a stream of another one; <see langword="null"/> where it is no such stream.</summary>
    public object? Stream(Type item) => item switch
    {
        _ when item == typeof(OllamaChatResponse) || item == typeof(ILlmTextPart) => Native.ChatStreamAsync(CanaryWords.Prompt, CanaryArguments.Model, Call, Token),
        _ when item == typeof(GenerateResponse) => Native.GenerateStreamAsync(CanaryWords.Prompt, CanaryArguments.Model, Call, Token),
        _ when item == typeof(ChatCompletionChunk) => V1.ChatStreamAsync(CanaryWords.Prompt, CanaryArguments.Model, Call, Token),
        _ when item == typeof(TypedUpdate<CanaryAnswer>) => Native.ChatStreamAsync<CanaryAnswer>(CanaryWords.Prompt, CanaryArguments.Model, Call, Token),
        _ => null,
    };

    /// <summary>What a method is called on.</summary>
    /// <exception cref="NotSupportedException">Nobody has said where such an object comes from.</exception>
    public object Target(Type type) => type switch
    {
        _ when type == typeof(OllamaClient) => Native,
        _ when type == typeof(OpenAICompatibleClient) => V1,
        _ when type == typeof(LlmClient) => Many,
        _ when type == typeof(OllamaConversation) => Native.StartConversation(CanaryArguments.Model, CanaryWords.Prompt, [Tool]),
        _ when type == typeof(OpenAIConversation) => V1.StartConversation(CanaryArguments.Model, CanaryWords.Prompt, [Tool]),
        _ when type == typeof(LlmConversation) => Many.StartConversation(CanaryArguments.Model, CanaryWords.Prompt, [Tool]),
        _ when type == typeof(ConversationReducer) => new ConversationReducer { MaxTokens = 2, Summarize = async (text, ct) => (await Native.ChatAsync(text, CanaryArguments.Model, Call, ct)).Message.Content },
        _ when type == typeof(LlmTool) => Tool,
        _ when typeof(IOllamaApi).IsAssignableFrom(type) => typeof(OllamaClient).GetMethod(nameof(OllamaClient.Api))!.MakeGenericMethod(type).Invoke(Native, null)!,
        _ when typeof(IOpenAIApi).IsAssignableFrom(type) => typeof(OpenAICompatibleClient).GetMethod(nameof(OpenAICompatibleClient.Api))!.MakeGenericMethod(type).Invoke(V1, null)!,
        _ => throw new NotSupportedException($"The canary does not know where an object of type {type} comes from: teach it to {nameof(CanaryHost)}.{nameof(Target)}."),
    };

    /// <summary>Everything that was made here and may be printed.</summary>
    public IEnumerable<object> Shown => [.. new object?[] { _native, _v1, _many }.OfType<object>(), Call];

    public void Dispose()
    {
        foreach (var made in _made)
        {
            made.Dispose();
        }
    }

    private T Add<T>(T client)
        where T : IDisposable
    {
        _made.Add(client);
        return client;
    }

    private T Set<T>(T options)
        where T : LlmConnectionOptions
    {
        options.DefaultModel = CanaryArguments.Model;
        options.LoggerFactory = Logs;
        options.AllowApiKeyOverHttp = true;
        options.Headers["Cookie"] = $"sid={CanaryWords.HeaderKey}";
        (options.Retry.BaseDelay, options.Retry.MaxRetries) = (TimeSpan.FromTicks(1), 1);
        options.TimeProvider = Clock ?? options.TimeProvider;
        configure?.Invoke(options);
        return options;
    }
}
