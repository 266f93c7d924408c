namespace OllamaSdk.Cli.Tests.Golden;

/// <summary>At least one for each command of the program, and one for each exit code.</summary>
internal static class GoldenCases
{
    private static readonly string[] s_question = ["-m", "demo-decide", "--choice", "topic=What is it about?|delivery|price", "--yes-no", "angry=Is the writer angry?", "The", "delivery", "was", "late"];

    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        new("help", "--help") { HasJson = false },
        new("chat", "chat", "hello"),
        new("chat-input", "chat") { Input = "hello\n" },
        new("chat-stats", "chat", "--stats", "hello"),
        new("generate", "generate", "hello"),
        new("generate-thinking", "generate", "hello", "--think=high"),
        new("generate-tools", "generate", "--tools", "calculator", "--yes-tools", "What does the calculator make of 2 + 3?"),
        new("generate-schema", "generate", "--schema", "name, age int, tags string[], kind small|large", "Invent a dog."),
        new("embed", "embed", "sky", "sea"),
        new("embed-lines", "embed", "--file", "DIR/words.txt", "--lines", "--file", "-") { Files = { ["words.txt"] = "sky\n\nsea\n" }, Input = "land\n" },
        new("bench", "bench", "demo", "--rounds", "2", "--max-tokens", "20"),
        new("decide", ["decide", .. s_question]),
        new("speak", "speak", "-m", "demo", "hello", "-o", "DIR/hello.wav"),
        new("models", "models"),
        new("show", "show", "demo"),
        new("ps", "ps") { Before = [["load", "demo", "--keep-alive", "forever"]] },
        new("pull", "pull", "demo-large"),
        new("push", "push", "someone/mine") { Before = [["copy", "demo", "someone/mine"]] },
        new("create", "create", "mine", "--from", "demo", "--system", "Be brief."),
        new("create-files", "create", "mine", "--files", "DIR/weights.gguf") { Files = { ["weights.gguf"] = "GGUF and no more" } },
        new("copy", "copy", "demo", "mine"),
        new("delete", "delete", "demo"),
        new("load", "load", "demo"),
        new("unload", "unload", "demo"),
        new("health", "health"),
        new("version", "version"),
        new("version-server", "version", "--server"),
        new("usage", "usage", "--range", "24h"),
        new("balance", "balance"),
        new("web-search", "web-search", "the", "sky"),
        new("web-fetch", "web-fetch", "https://example.com/sky"),
        new("serve-demo", "serve-demo", "--port", "0") { IsEndless = true },
        new("stubs", "stubs", "DIR/stubs"),
        new("completion", "completion", "fish"),
        new("failure-1-broken", "stubs", "DIR/taken") { Files = { ["taken"] = "a file, and no folder" }, HasJson = false },
        new("failure-2-usage", "models", "--nonsense") { HasJson = false },
        new("failure-3-unreachable", "models") { Host = "http://127.0.0.1:1", HasJson = false },
        new("failure-4-no-model", "show", "nothing") { HasJson = false },
        new("failure-5-refused", "balance") { IsSignedIn = false, HasJson = false },
        new("failure-6-time", "chat", "--timeout", "total=1ms", "hello") { HasJson = false },
    ];
}
