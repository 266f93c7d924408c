using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>What servers have known since 0.34: forms by runner, levels of thinking, usage and balance, compaction, speech.</summary>
internal static class NewerScenarios
{
    public static async Task AccountAsync()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(c.Request.Path switch
        {
            "/api/balance" => """{"included":{"session":{"remaining_percent":80,"resets_at":"2026-11-28T12:00:00Z"}},"purchased":{"balance_usd":0}}""",
            _ => """{"range":"24h","totals":{"request_count":3,"usage_usd":0.02},"buckets":[{"partial":true,"request_count":3}]}""",
        }));
        using var client = new OllamaClient(server.Url.ToString());

        var usage = await client.GetUsageAsync("24h");
        var balance = await client.GetBalanceAsync();

        Checks.Same((3L, 0.02), (usage.Totals.RequestCount ?? 0, usage.Totals.UsageUsd ?? 0), "the totals");
        Checks.Same(true, usage.Buckets[0].Partial, "that the hour is not over");
        Checks.Same(80.0, balance.Included.Session?.RemainingPercent, "what is left");
    }

    public static async Task FormsAsync()
    {
        using var emulator = Twins();
        await using var listener = await emulator.ListenAsync();
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = listener.Endpoint, DefaultModel = "twin", CheckThinkingLevels = true });

        var forms = await client.ShowModelFormsAsync();
        var rows = (await client.ListModelsAsync()).Models.ToLookup(model => model.Name)["twin:latest"];
        await client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Runner = "mlx", Think = "deep" });
        var refused = await Checks.ThrowsAsync<LlmApiException>(
            () => client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Runner = "mlx", Think = "shallow" }));

        Checks.Same("llamacpp mlx", string.Join(' ', forms.Select(form => form.Runner).Order(StringComparer.Ordinal)), "the forms");
        Checks.Same(2, rows.Count(), "the rows of one name");
        Checks.Same("mlx", (await client.ListRunningModelsAsync()).Models[0].Runner, "what runs");
        Checks.Same(ApiErrorKind.ModelDoesNotSupport, refused.Kind, "the refusal of a level that is none");
    }

    public static async Task LevelsAsync()
    {
        using var emulator = Twins();
        await using var listener = await emulator.ListenAsync();
        var options = new LlmClientOptions { CheckThinkingLevels = true };
        options.Targets.Add(new LlmTarget(LlmProviders.Ollama, "thinker", listener.Endpoint));
        options.Targets.Add(new LlmTarget(LlmProviders.OllamaV1, "thinker", $"{listener.Endpoint}/v1"));
        using var client = new LlmClient(options);
        using var v1 = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = $"{listener.Endpoint}/v1", DefaultModel = "thinker", CheckThinkingLevels = true });

        var levels = await client.GetThinkingLevelsAsync();
        var answer = await client.ChatAsync(new LlmRequest("hi") { Think = "deep" });
        var refused = await Checks.ThrowsAsync<LlmApiException>(() => v1.ChatAsync(
            new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("hi")], ReasoningEffort = "shallow" }));

        Checks.Same("ollama: false deep, ollama-v1: false deep", string.Join(", ", levels.Select(one => $"{one.Provider}: {string.Join(' ', one.Levels!.Values)}")), "the levels");
        Checks.Same(true, answer.Thinking is { Length: > 0 }, "that it thought");
        Checks.Same(true, refused.Message.Contains("it knows: none, deep", StringComparison.Ordinal), "the levels in the refusal");
    }

    public static async Task CompactionAsync()
    {
        using var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync();
        using var v1 = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = $"{listener.Endpoint}/v1", DefaultModel = "demo" });

        var compacted = await v1.CompactAsync(new CompactRequest { Input = "a long talk" });
        ResponseItem[] input = [new() { Role = LlmRole.User, Content = "a long talk" }, new() { Type = ResponseItemType.CompactionTrigger }];
        OpenAIResponse? last = null;
        await foreach (var item in v1.RespondStreamAsync(new ResponseRequest { Input = input }))
        {
            last = item.Response ?? last;
        }

        Checks.Same(ResponseItemType.Compaction, compacted.Output[0].Type, "what is left");
        Checks.Same(compacted.Output[0].EncryptedContent, last?.Output[0].EncryptedContent, "the same by an item in a stream");
    }

    public static async Task SpeechAsync()
    {
        using var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync();
        using var v1 = new OpenAICompatibleClient($"{listener.Endpoint}/v1");

        await using var sound = await v1.SpeakAsync(new SpeechRequest { Model = "demo", Input = "hello", Voice = "Freya" });
        using var file = new MemoryStream();
        await sound.CopyToAsync(file);

        Checks.Same("RIFF", System.Text.Encoding.ASCII.GetString(file.ToArray(), 0, 4), "the beginning of the sound");
    }

    private static OllamaEmulator Twins() => new(new EmulatorOptions
    {
        Models =
        {
            new EmulatedModel("twin") { Runner = "mlx", Capabilities = [ModelCapability.Completion, ModelCapability.Thinking], Thinking = Deep() },
            new EmulatedModel("twin") { Runner = "llamacpp" },
            new EmulatedModel("thinker") { Capabilities = [ModelCapability.Completion, ModelCapability.Thinking], Thinking = Deep() },
        },
    });

    private static ModelThinking Deep() => new() { Values = [Think.Off, "deep"], Default = "deep" };
}
