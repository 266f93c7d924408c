namespace OllamaSdk.ContractTests;

/// <summary>The recorded pull, push and create requests, as a user of the SDK writes them.</summary>
internal static class TransferRequests
{
    private const string Registry = "127.0.0.1:15000/library/";

    public static object For(string recording) => recording switch
    {
        "pull_stream" => new PullModelRequest { Model = Registry + "tiny-pull", Insecure = true },
        "pull_insecure_missing" => new PullModelRequest { Model = Registry + "tiny-pull" },
        "pull_unknown_model" => new PullModelRequest { Model = Registry + "no-such", Insecure = true },
        "push_stream" => new PushModelRequest { Model = Registry + "tiny", Insecure = true },
        "push_404" => new PushModelRequest { Model = "127.0.0.1:1/library/none", Insecure = true },
        "02_create" => new CreateModelRequest
        {
            Model = "tiny",
            Files = new Dictionary<string, string> { ["tiny.gguf"] = "sha256:49a8e1555bc1e02e63c8abf06d27b6985e5d378457bd428e42a9795dbda2b43b" },
            License = "none (random weights)",
            Parameters = new() { NumCtx = 2048 },
        },
        "create_quantize" => new CreateModelRequest { Model = "tiny-q8", From = "tiny", Quantize = "q8_0" },
        "create_missing_blob" => new CreateModelRequest
        {
            Model = "x",
            Files = new Dictionary<string, string> { ["a.gguf"] = "sha256:" + new string('0', 64) },
        },
        _ => throw new ArgumentException($"No typed request was written for the recording '{recording}'.", nameof(recording)),
    };
}
