using OllamaSdk.Testing;
using static OllamaSdk.PromptTruncationState;

namespace OllamaSdk.Tests.Prompting;

/// <summary>One situation: what is asked of a server, and what the last answer must say.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State">Whether the prompt was cut.</param>
/// <param name="Source">Where the window is known from.</param>
/// <param name="Ask">Asks, and gives what the last answer says.</param>
internal sealed record PromptSituation(string Name, PromptTruncationState State, PromptWindowSource Source, Func<OllamaClient, Task<PromptTruncation?>> Ask)
{
    public Action<EmulatorOptions> Server { get; init; } = _ => { };

    public Action<OllamaClientOptions> Client { get; init; } = _ => { };
}

/// <summary>Situations over HTTP, with an emulator that counts and cuts as the server does. The window is 2,048 tokens; one word is one token.</summary>
internal static class PromptSituations
{
    private const int Window = 2048;

    // Of the emulator's template, around one message.
    private const int Marks = 8;

    private static readonly ModelOptions s_window = new() { NumCtx = Window };

    public static IReadOnlyList<PromptSituation> All { get; } =
    [
        new("short", None, PromptWindowSource.Request, Generate(Words(10))),
        new("short chat", None, PromptWindowSource.Request, Chat(OllamaChatMessage.User("Why is the sky blue?"))),
        new("half full", None, PromptWindowSource.Request, Generate(Words(1000))),
        new("one below the window", None, PromptWindowSource.Request, Generate(Words(Window - Marks - 1))),
        new("exactly full", Suspected, PromptWindowSource.Request, Generate(Words(Window - Marks))),
        new("one over", Suspected, PromptWindowSource.Request, Generate(Words(Window - Marks + 1))),
        new("twice the window", Suspected, PromptWindowSource.Request, Generate(Words(2 * Window))),
        new("ten times the window", Certain, PromptWindowSource.Request, Generate(Words(10 * Window))),
        new("ten times the window, as a stream", Certain, PromptWindowSource.Request, async client =>
            (await client.GenerateStreamAsync(new GenerateRequest { Prompt = Words(10 * Window), Options = s_window }, cancellationToken: TestClient.Ct).ToListAsync())[^1].PromptTruncation),
        new("ten times a window that nobody knows", Certain, PromptWindowSource.Unknown, Generate(Words(40_960), window: null)),
        new("twice a window that nobody knows", Suspected, PromptWindowSource.Unknown, Generate(Words(9000), window: null)),
        new("below a window that nobody knows", None, PromptWindowSource.Unknown, Generate(Words(3000), window: null)),
        new("chat, one message over", Suspected, PromptWindowSource.Request, Chat(OllamaChatMessage.User(Words(3000)))),
        new("chat, the first message dropped", Suspected, PromptWindowSource.Request, Chat(OllamaChatMessage.User(Words(1500)), OllamaChatMessage.Assistant("Yes."), OllamaChatMessage.User(Words(1000)))),
        new("chat, nearly all dropped", Certain, PromptWindowSource.Request, Chat(OllamaChatMessage.User(Words(2100)), OllamaChatMessage.Assistant("Yes."), OllamaChatMessage.User("And now?"))),
        new("chat, the system prompt kept", Suspected, PromptWindowSource.Request,
            Chat(OllamaChatMessage.System(Words(500)), OllamaChatMessage.User(Words(1600)), OllamaChatMessage.Assistant("Yes."), OllamaChatMessage.User("And now?"))),
        new("chat, the system prompt alone too long", Suspected, PromptWindowSource.Request, Chat(OllamaChatMessage.System(Words(3000)), OllamaChatMessage.User("Hello"))),
        new("chat of many messages that fit", None, PromptWindowSource.Request, Chat([.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? OllamaChatMessage.User(Words(90)) : OllamaChatMessage.Assistant(Words(90)))])),
        new("a system prompt for a completion, too long", Suspected, PromptWindowSource.Request, async client =>
            (await client.GenerateAsync(new GenerateRequest { System = Words(3000), Prompt = "Hello", Options = s_window }, cancellationToken: TestClient.Ct)).PromptTruncation),
        new("a conversation that goes on and fits", None, PromptWindowSource.Request, Converse(600, 500)),
        new("a conversation that goes on and no longer fits", Suspected, PromptWindowSource.Request, Converse(1200, 1200)),
        new("a conversation that goes on, and has fewer tokens than before", Certain, PromptWindowSource.Request, Converse(1500, 700)),
        new("a conversation that went on once more after that", Certain, PromptWindowSource.Request, Converse(1500, 700, 10)),
        new("a conversation that has fewer tokens than before, the window unknown", Certain, PromptWindowSource.Unknown, Converse((ModelOptions?)null, 3000, 1500))
        {
            // The first answer would have the window asked for, and the second might know it or not.
            Client = options => options.PromptGuard.AskWindow = false,
        },
        new("the same prompt again, from the cache", None, PromptWindowSource.Request, async client =>
        {
            await Generate(Words(1500))(client);
            return await Generate(Words(1500))(client);
        }),
        new("the same prompt again, from the cache, cut", Certain, PromptWindowSource.Request, async client =>
        {
            await Generate(Words(40_960))(client);
            return await Generate(Words(40_960))(client);
        }),
        new("several slots, each with the whole window", None, PromptWindowSource.Request, Generate(Words(2000))) { Server = server => server.ParallelRequests = 4 },
        new("several slots, one prompt too long", Suspected, PromptWindowSource.Request, Generate(Words(3000))) { Server = server => server.ParallelRequests = 4 },
        new("a picture that fits", None, PromptWindowSource.Request, client => SeeAsync(client, 100)) { Server = WithVision },
        new("a picture, and the first message dropped", Suspected, PromptWindowSource.Request, client => SeeAsync(client, 2500)) { Server = WithVision },
        new("tools that fit", None, PromptWindowSource.Request, client => CallAsync(client, 500)),
        new("tools and too long a prompt", Suspected, PromptWindowSource.Request, client => CallAsync(client, 3000)),
        new("thinking of an earlier answer, which the template leaves out", None, PromptWindowSource.Request,
            Chat(OllamaChatMessage.User("Hello"), OllamaChatMessage.Assistant("Hello.") with { Thinking = Words(3000) }, OllamaChatMessage.User("And now?"))),
        new("a template of the caller's", None, PromptWindowSource.Request, async client =>
            (await client.GenerateAsync(new GenerateRequest { Prompt = Words(500), System = Words(300), Template = "{{ .Prompt }}", Options = s_window }, cancellationToken: TestClient.Ct)).PromptTruncation),
        new("num_keep", Suspected, PromptWindowSource.Request, async client =>
            (await client.GenerateAsync(new GenerateRequest { Prompt = Words(3000), Options = s_window with { NumKeep = 500 } }, cancellationToken: TestClient.Ct)).PromptTruncation),
        new("a window larger than the model's own", Certain, PromptWindowSource.Request, async client =>
            (await client.GenerateAsync(new GenerateRequest { Prompt = Words(20_000), Options = new() { NumCtx = 100_000 } }, cancellationToken: TestClient.Ct)).PromptTruncation)
            { Server = server => AddModel(server, new("demo") { ContextLength = 2048 }) },
        new("the window of the model, asked behind the first answer", None, PromptWindowSource.Server, AfterWindow(Words(1500))),
        new("the window of the model, asked behind the first answer, and too long a prompt", Suspected, PromptWindowSource.Server, AfterWindow(Words(9000))),
        new("the window of the Modelfile", Suspected, PromptWindowSource.Server, AfterWindow(Words(3500))) { Server = server => AddModel(server, new("demo") { NumCtx = 3000 }) },
        new("a server that does not tell what it had in its cache", None, PromptWindowSource.Request, Generate(Words(1500))) { Server = Older },
        new("a server that does not tell what it had in its cache, cut", Suspected, PromptWindowSource.Request, Generate(Words(3000))) { Server = Older },
        new("such a server, a longer prompt than fits in any case", Certain, PromptWindowSource.Request, Generate(Words(10 * Window))) { Server = Older },
        new("such a server, the same beginning as before", None, PromptWindowSource.Request, async client =>
        {
            await Generate(Words(500))(client);
            return await Generate(Words(1500))(client);
        }) { Server = Older },
        new("ten scripts that fit", None, PromptWindowSource.Request, Generate(string.Concat(PromptTexts.Sentences.SelectMany(pair => pair.Value)))),
        .. PromptTexts.Sentences.Select(pair => new PromptSituation($"{pair.Key}, fits", None, PromptWindowSource.Request, Generate(Text(pair.Key, 1500)))),
        .. PromptTexts.Sentences.Select(pair => new PromptSituation($"{pair.Key}, several times the window", Suspected, PromptWindowSource.Request, Generate(Text(pair.Key, 18_000)))),
        new("data in base64 that fits", None, PromptWindowSource.Request, Generate(Convert.ToBase64String(new byte[400]))),
        new("one sign, very often", None, PromptWindowSource.Request, Generate(new string('=', 20_000))),
        new("line ends, very many", None, PromptWindowSource.Request, Generate("a" + new string('\n', 20_000) + "b")),
        new("nothing but a load", None, PromptWindowSource.Unknown, async client =>
        {
            Assert.Null((await client.GenerateAsync(new GenerateRequest(), cancellationToken: TestClient.Ct)).PromptTruncation);
            return await Generate("hi", window: null)(client);
        }),
    ];

    public static string Words(int count) => string.Concat(Enumerable.Repeat(" word", count));

    public static Func<OllamaClient, Task<PromptTruncation?>> Generate(string prompt, int? window = Window) => async client =>
        (await client.GenerateAsync(new GenerateRequest { Prompt = prompt, Options = window is null ? null : s_window }, cancellationToken: TestClient.Ct)).PromptTruncation;

    private static Func<OllamaClient, Task<PromptTruncation?>> Chat(params OllamaChatMessage[] messages) => async client =>
        (await client.ChatAsync(new OllamaChatRequest { Messages = messages, Options = s_window }, cancellationToken: TestClient.Ct)).PromptTruncation;

    private static Func<OllamaClient, Task<PromptTruncation?>> Converse(params int[] words) => client => ConverseAsync(client, s_window, words);

    private static Func<OllamaClient, Task<PromptTruncation?>> Converse(ModelOptions? options, params int[] words) => client => ConverseAsync(client, options, words);

    private static async Task<PromptTruncation?> ConverseAsync(OllamaClient client, ModelOptions? options, int[] words)
    {
        List<OllamaChatMessage> messages = [];
        OllamaChatResponse? last = null;
        foreach (var count in words)
        {
            messages.Add(OllamaChatMessage.User(Words(count)));
            last = await client.ChatAsync(new OllamaChatRequest { Messages = [.. messages], Options = options }, cancellationToken: TestClient.Ct);
            messages.Add(OllamaChatMessage.Assistant("Yes."));
        }

        return last!.PromptTruncation;
    }

    private static async Task<PromptTruncation?> SeeAsync(OllamaClient client, int words) => (await client.ChatAsync(new OllamaChatRequest
    {
        Messages = [OllamaChatMessage.User(Words(words)), OllamaChatMessage.Assistant("Yes."), OllamaChatMessage.User("And this?", LlmImage.FromBytes(new byte[] { 0x89, 0x50, 0x4E, 0x47 }))],
        Options = s_window,
    }, cancellationToken: TestClient.Ct)).PromptTruncation;

    private static async Task<PromptTruncation?> CallAsync(OllamaClient client, int words) => (await client.ChatAsync(new OllamaChatRequest
    {
        Messages = [OllamaChatMessage.User(Words(words))],
        Tools = new([new() { Type = "function", Function = new() { Name = "look", Description = Words(100) } }]),
        Options = s_window,
    }, cancellationToken: TestClient.Ct)).PromptTruncation;

    private static Func<OllamaClient, Task<PromptTruncation?>> AfterWindow(string prompt) => async client =>
    {
        PromptTruncation? told;
        do
        {
            // The answer to the question comes when it comes.
            told = await Generate(prompt, window: null)(client);
        }
        while (told!.WindowSource == PromptWindowSource.Unknown);
        return told;
    };

    private static string Text(string script, int characters) => PromptTexts.Natural(script, new Random(3), characters);

    private static void WithVision(EmulatorOptions server) => AddModel(server, new("demo") { Capabilities = [ModelCapability.Completion, ModelCapability.Vision] });

    private static void Older(EmulatorOptions server) => server.Version = EmulatorVersion.Ollama033;

    private static void AddModel(EmulatorOptions server, EmulatedModel model)
    {
        server.Models.Clear();
        server.Models.Add(model);
    }
}
