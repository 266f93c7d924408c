namespace OllamaSdk.ContractTests;

/// <summary>The recorded generate requests, as a user of the SDK writes them.</summary>
internal static class GenerateRequests
{
    public static GenerateRequest For(string recording) => recording switch
    {
        "generate" => Ask("hello", tokens: 12, seed: 1) with { Options = new() { NumPredict = 12, Seed = 1, Temperature = 0.7 } },
        "generate_stream" => Ask("hello", tokens: 5, seed: 1),
        "generate_suffix_context_stream" => Ask("abc", tokens: 4),
        "generate_logprobs" => Ask("hello", tokens: 3, seed: 1) with { Logprobs = true, TopLogprobs = 2 },
        "generate_raw" => Ask("<|im_start|>user\nhello<|im_end|>\n<|im_start|>assistant\n", tokens: 5, seed: 1) with { Raw = true },
        "generate_json" => Ask("person", tokens: 300, seed: 1) with { Format = ResponseFormat.Json },
        "generate_schema" => Ask("person", tokens: 300, seed: 1) with { Format = ResponseFormat.Schema(ChatRequests.PersonSchema) },
        "generate_think" => Ask("hello", tokens: 40, seed: 2) with { Model = "tiny-go-think", Think = true },
        "generate_unknown_option" => new GenerateRequest
        {
            Model = "tiny",
            Prompt = "x",
            Options = new() { NumPredict = 2, AdditionalProperties = new() { ["nosuch"] = "1".ToJson() } },
        },
        "generate_load" => new GenerateRequest { Model = "tiny" },
        "unload_generate" => new GenerateRequest { Model = "tiny", KeepAlive = KeepAlive.Unload },
        "keep_alive_forever" => new GenerateRequest { Model = "tiny", KeepAlive = KeepAlive.Forever },
        "generate_404" => new GenerateRequest { Model = "nope", Prompt = "x" },
        "generate_suffix_unsupported" => new GenerateRequest { Model = "tiny", Prompt = "a", Suffix = "b" },
        _ => Malformed(recording),
    };

    // Mistakes that the types prevent, made through the members for what the SDK does not know.
    private static GenerateRequest Malformed(string recording) => recording switch
    {
        "generate_bad_option" => With("options", """{"num_predict":"abc"}"""),
        "generate_bad_schema" => With("format", "\"xml\""),
        "err_keep_alive_string" => With("keep_alive", "\"-1\""),
        "err_stop_string" => With("options", """{"stop":"a"}"""),
        _ => throw new ArgumentException($"No typed request was written for the recording '{recording}'.", nameof(recording)),
    };

    private static GenerateRequest Ask(string prompt, int tokens, long? seed = null) =>
        new() { Model = "tiny", Prompt = prompt, Options = new() { NumPredict = tokens, Seed = seed } };

    private static GenerateRequest With(string name, string json) =>
        new() { Model = "tiny", Prompt = "x", AdditionalProperties = new() { [name] = json.ToJson() } };
}
