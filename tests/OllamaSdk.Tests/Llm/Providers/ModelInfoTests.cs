using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Providers;

/// <summary>Each server's list of models, in the same terms.</summary>
public sealed class ModelInfoTests
{
    [Fact]
    public async Task Ollama_tells_size_details_and_capabilities()
    {
        var model = await ListAsync(LlmProviders.Ollama, "/api/tags", """
            {"models":[{"name":"me/m:1b","modified_at":"2026-01-02T03:04:05Z","size":7,"capabilities":["completion","tools"],
            "details":{"family":"llama","parameter_size":"1B","quantization_level":"Q4_K_M","context_length":131072}}]}
            """);

        Assert.Equal(("me/m:1b", "me", 7L, 131072L, "llama 1B Q4_K_M"), (model.Id, model.OwnedBy, model.Size, model.ContextLength, model.Description));
        Assert.Equal([ModelCapability.Completion, ModelCapability.Tools], model.Capabilities);
        Assert.Equal(2026, model.Created!.Value.Year);
    }

    [Fact]
    public async Task LM_Studio_tells_the_context_that_is_loaded()
    {
        var model = await ListAsync(LlmProviders.LmStudio, "/api/v1/models", """
            {"models":[{"type":"llm","publisher":"qwen","key":"qwen3-4b","display_name":"Qwen3 4B","size_bytes":9,"max_context_length":32768,
            "quantization":{"name":"4bit"},"params_string":"4B","capabilities":{"vision":true,"trained_for_tool_use":true},
            "loaded_instances":[{"id":"x","config":{"context_length":4096}}]}]}
            """);

        Assert.Equal(("qwen3-4b", "qwen", 9L, 4096L, true, "Qwen3 4B 4B 4bit"), (model.Id, model.OwnedBy, model.Size, model.ContextLength, model.IsLoaded, model.Description));
        Assert.Equal([ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Vision], model.Capabilities);
    }

    [Fact]
    public async Task An_older_LM_Studio_is_asked_by_the_common_route()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(
            c.Request.Path == "/v1/models" ? """{"object":"list","data":[{"id":"m","object":"model","owned_by":"organization_owner"}]}""" : """{"error":"Unexpected endpoint or method. (GET /api/v1/models)"}"""));
        using var client = ClientOf(server.V1(LlmProviders.LmStudio));

        Assert.Equal("m", Assert.Single(await client.ListModelsAsync(cancellationToken: Ct)).Id);
    }

    [Theory]
    [InlineData("vllm", """{"id":"m","created":1700000000,"owned_by":"vllm","max_model_len":8192}""", 8192, null)]
    [InlineData("llamacpp", """{"id":"m","created":1700000000,"owned_by":"llamacpp","meta":{"n_ctx":4096,"n_ctx_train":32768,"size":77}}""", 4096, 77)]
    [InlineData("llamacpp", """{"id":"m","owned_by":"llamacpp","meta":null}""", null, null)]
    [InlineData("mlx", """{"id":"m","object":"model","created":0}""", null, null)]
    public async Task The_others_tell_what_they_know(string provider, string entry, int? context, int? size)
    {
        var model = await ListAsync(LlmProviders.Find(provider)!, "/v1/models", $$"""{"object":"list","data":[{{entry}}]}""");

        Assert.Equal(("m", context, size), (model.Id, (int?)model.ContextLength, (int?)model.Size));
        Assert.Equal(entry.Contains("17000", StringComparison.Ordinal), model.Created is not null);
        Assert.Equal(provider, model.Provider);
    }

    private static async Task<LlmModelInfo> ListAsync(LlmProvider provider, string route, string answer)
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(answer));
        using var client = ClientOf(provider.IsNative ? server.Native() : server.V1(provider));
        var model = Assert.Single(await client.ListModelsAsync(cancellationToken: Ct));
        Assert.Equal(route, Assert.Single(server.Requests).Path);
        return model;
    }
}
