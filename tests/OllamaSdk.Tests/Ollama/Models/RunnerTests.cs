using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Models;

/// <summary>Since 0.40 one model can be there in several forms, each for a runner of its own and all of one name.</summary>
public sealed class RunnerTests
{
    private const string Forms =
        """
        {"models":[
          {"name":"m:latest","model":"m:latest","digest":"1","details":{"format":"safetensors","runner":"mlx"},"capabilities":["completion"]},
          {"name":"m:latest","model":"m:latest","digest":"2","details":{"format":"gguf","runner":"llamacpp"},"capabilities":["completion","vision"]},
          {"name":"llamacpp:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","digest":"3","details":{"runner":""}}]}
        """;

    [Fact]
    public async Task The_list_tells_them_apart()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Forms));
        await using var client = server.Create();

        var models = (await client.ListModelsAsync(cancellationToken: TestClient.Ct)).Models;

        Assert.Equal([("1", "mlx"), ("2", "llamacpp"), ("3", "")], models.Select(model => (model.Digest, model.Details.Runner)));
        Assert.True(await client.ModelExistsAsync("m", cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task So_does_the_list_of_a_client_of_many_servers()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Forms));
        using var client = LlmServers.ClientOf(server.Native("m"));

        var models = await client.ListModelsAsync(cancellationToken: TestClient.Ct);

        Assert.Equal([("m:latest", "mlx"), ("m:latest", "llamacpp")], models.Take(2).Select(model => (model.Id, model.Runner)));
        Assert.Null(models[2].Runner);
        Assert.NotEqual(models[0], models[0] with { Runner = "llamacpp" });
    }

    [Fact]
    public async Task A_check_of_a_client_of_many_servers_finds_the_name()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(connection.Request.Path switch
        {
            "/api/version" => TestClient.Version,
            "/api/tags" => Forms,
            _ => """{"capabilities":["completion","vision"]}""",
        }));
        using var client = LlmServers.ClientOf(server.Native("m"));

        var report = await client.PreflightAsync(new LlmRequest("hi"), TestClient.Ct);

        Assert.Empty(report.Targets[0].Problems);
    }

    [Fact]
    public async Task What_runs_says_by_what()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """{"models":[{"name":"m:latest","model":"m:latest","digest":"1","runner":"mlx"},{"name":"m:latest","model":"m:latest","digest":"2","runner":"llamacpp"}]}"""));
        await using var client = server.Create();

        var running = (await client.ListRunningModelsAsync(cancellationToken: TestClient.Ct)).Models;

        Assert.Equal(["mlx", "llamacpp"], running.Select(model => model.Runner));
    }

    [Fact]
    public async Task One_name_in_memory_twice_is_unloaded_once_to_make_room()
    {
        var full = true;
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(connection.Request.Path switch
        {
            "/api/ps" when Volatile.Read(ref full) => """{"models":[{"name":"other","model":"other","runner":"mlx"},{"name":"other","model":"other","runner":"llamacpp"}]}""",
            "/api/ps" => """{"models":[]}""",
            "/api/generate" => Unload(),
            _ => Volatile.Read(ref full) ? """{"error":"model requires more system memory (9 GiB) than is available (1 GiB)"}""" : TestClient.Last,
        }, connection.Request.Path == "/api/chat" && Volatile.Read(ref full) ? 500 : 200));
        await using var client = server.Create(options => options.OutOfMemoryRecovery = true);

        var answer = await client.ChatAsync("hi", cancellationToken: TestClient.Ct);

        Assert.Equal(["other"], answer.MemoryRecovery!.UnloadedModels);
        Assert.Single(server.Requests, request => request.Path == "/api/generate");

        string Unload()
        {
            Volatile.Write(ref full, false);
            return """{"model":"other","response":"","done":true,"done_reason":"unload"}""";
        }
    }

    [Fact]
    public async Task A_form_is_asked_for_by_its_runner_everywhere()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(connection.Request.Path switch
        {
            "/api/show" => """{"details":{"runner":"mlx"},"runner":"mlx"}""",
            "/api/chat" => TestClient.Last,
            _ => """{"model":"m","response":"","done":true}""",
        }));
        await using var client = server.Create();

        var shown = await client.ShowModelAsync(new ShowModelRequest { Model = "m", Runner = "mlx" }, cancellationToken: TestClient.Ct);
        await client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Runner = "mlx" }, cancellationToken: TestClient.Ct);
        await client.GenerateAsync(new GenerateRequest { Prompt = "hi", Runner = "mlx" }, cancellationToken: TestClient.Ct);

        Assert.Equal(("mlx", "mlx"), (shown.Runner, shown.Details.Runner));
        Assert.All(server.Requests, request => Assert.Equal("mlx", request.Json().GetProperty("runner").GetString()));
    }

    [Fact]
    public async Task All_forms_come_at_once_in_a_shape_of_its_own()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """
            {"manifests":[{"runner":"mlx","digest":"sha256:1","format":"safetensors","template":"t","thinking":{"values":[true]},"capabilities":["completion"],"details":{"runner":"mlx"}},
                          {"runner":"llamacpp","digest":"sha256:2","format":"gguf","selected":true}],"license":"free"}
            """));
        await using var client = server.Create();

        var shown = await client.ShowModelAsync(new ShowModelRequest { Model = "m", AllManifests = true }, cancellationToken: TestClient.Ct);

        Assert.True(Assert.Single(server.Requests).Json().GetProperty("all_manifests").GetBoolean());
        Assert.Equal([("mlx", "sha256:1", null), ("llamacpp", "sha256:2", true)], shown.Manifests.Select(form => (form.Runner, form.Digest, form.Selected)));
        Assert.Equal(("free", "mlx", Think.On), (shown.License, shown.Manifests[0].Details.Runner, shown.Manifests[0].Thinking!.Values[0]));
        Assert.Equal(["template"], shown.Manifests[0].AdditionalProperties!.Keys);
        Assert.Null(shown.AdditionalProperties);
    }

    [Fact]
    public async Task Each_form_is_described_like_a_model_of_its_own()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """
            {"manifests":[{"runner":"mlx","digest":"sha256:1","template":"t","thinking":{"values":[true]},"capabilities":["completion"],"details":{"format":"safetensors","runner":"mlx"}},
                          {"runner":"llamacpp","selected":true,"license":"own","capabilities":["vision"],"model_info":{"general.architecture":"a"},"details":{"runner":"llamacpp"},"new":1}],"license":"free"}
            """));
        await using var client = server.Create();

        var forms = await client.ShowModelFormsAsync("m", cancellationToken: TestClient.Ct);

        Assert.True(Assert.Single(server.Requests).Json().GetProperty("all_manifests").GetBoolean());
        Assert.Equal([("mlx", "t", "free"), ("llamacpp", "", "own")], forms.Select(form => (form.Runner, form.Template, form.License)));
        Assert.Equal(("safetensors", Think.On), (forms[0].Details.Format, forms[0].Thinking!.Values[0]));
        Assert.Equal(ModelCapability.Vision, Assert.Single(forms[1].Capabilities!));
        Assert.Equal("a", forms[1].ModelInfo["general.architecture"].GetString());
        Assert.Equal(["new", "selected"], forms[1].AdditionalProperties!.Keys.Order());
    }

    [Theory]
    [InlineData("""{"template":"t","capabilities":["completion"]}""")]
    [InlineData("""{"template":"t","manifests":[{"digest":"sha256:1","runner":"llamacpp","format":"gguf"},{"digest":"sha256:2","runner":"mlx","format":"safetensors"}]}""")]
    public async Task A_server_that_does_not_know_the_question_describes_one(string show)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(show));
        await using var client = server.Create();

        Assert.Equal("t", Assert.Single(await client.ShowModelFormsAsync(cancellationToken: TestClient.Ct)).Template);
    }

    [Fact]
    public async Task What_a_call_needs_is_looked_for_in_the_form_that_it_names()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(connection.Request.Path switch
        {
            "/api/tags" => Forms,
            "/api/show" => connection.Request.Text.Contains("mlx", StringComparison.Ordinal)
                ? """{"capabilities":["completion"],"thinking":{"values":["deep"]}}"""
                : """{"capabilities":["completion","vision"],"thinking":{"values":["low"]}}""",
            _ => TestClient.Last,
        }));
        await using var client = server.Create(options => (options.CheckCapabilities, options.CheckThinkingLevels) = (true, true));
        var look = OllamaChatMessage.User("look", LlmImage.FromBytes(new byte[] { 1 }));
        var request = new OllamaChatRequest { Messages = [look], Runner = "llamacpp" };

        await client.ChatAsync(request, cancellationToken: TestClient.Ct);
        var blind = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync(request with { Runner = "mlx" }, cancellationToken: TestClient.Ct));
        var level = await Assert.ThrowsAsync<LlmApiException>(
            () => client.ChatStreamAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Think = "low", Runner = "mlx" }, cancellationToken: TestClient.Ct).ToListAsync());

        Assert.Equal("vision", blind.MissingCapability);
        Assert.Contains("it knows: deep", level.Message, StringComparison.Ordinal);
        // The list tells what one form can do, so that only the one that cannot is asked itself.
        Assert.Equal(["/api/tags", "/api/chat", "/api/tags", "/api/show", "/api/tags"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task What_the_server_resolved_is_told()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """{"renderer":"qwen3","parser":"qwen3","template_source":"renderer_parser","capabilities":["decision","vision"]}"""));
        await using var client = server.Create();

        var shown = await client.ShowModelAsync(cancellationToken: TestClient.Ct);

        Assert.Equal(("qwen3", "qwen3", TemplateSource.RendererParser), (shown.Renderer, shown.Parser, shown.TemplateSource));
        Assert.Equal([ModelCapability.Decision, ModelCapability.Vision], shown.Capabilities);
    }

    [Fact]
    public async Task A_model_is_made_with_abilities_that_the_server_does_not_find()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync("""{"status":"success"}"""));
        await using var client = server.Create();

        await client.CreateModelAsync(
            new CreateModelRequest
            {
                Model = "d",
                Files = new Dictionary<string, string> { ["m-00001-of-00002.gguf"] = $"sha256:{new string('1', 64)}", ["m-00002-of-00002.gguf"] = $"sha256:{new string('2', 64)}" },
                Capabilities = [ModelCapability.Decision],
            },
            cancellationToken: TestClient.Ct);

        Assert.Equal("decision", Assert.Single(Assert.Single(server.Requests).Json().GetProperty("capabilities").EnumerateArray()).GetString());
    }
}
