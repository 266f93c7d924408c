using System.Net;

namespace OllamaSdk.Gateway.Tests;

/// <summary>A request goes to a server that has the model.</summary>
public sealed class ModelTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("only-first")]
    [InlineData("only-first:latest")]
    [InlineData("ONLY-FIRST")]
    public async Task Only_a_server_that_has_the_model_is_chosen(string model)
    {
        await using var stand = await Stand.StartAsync();
        using var ollama = stand.Ollama();
        using var openAI = stand.OpenAI();

        for (var i = 0; i < 3; i++)
        {
            await ollama.ChatAsync("hello", model: model, cancellationToken: Cancellation);
            await openAI.ChatAsync("hello", model: model, cancellationToken: Cancellation);
            await ollama.ShowModelAsync(model, cancellationToken: Cancellation);
        }

        Assert.Equal([9, 0], stand.Servers.Select(server => server.Asked.Count));
    }

    [Fact]
    public async Task A_model_that_nobody_has_is_not_found_by_any_client()
    {
        await using var stand = await Stand.StartAsync();
        using var ollama = stand.Ollama();
        using var openAI = stand.OpenAI();
        using var llm = stand.Llm();

        Assert.Equal("nobodys", (await Assert.ThrowsAsync<LlmModelNotFoundException>(() => ollama.ChatAsync("hello", model: "nobodys", cancellationToken: Cancellation))).Model);
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => openAI.ChatAsync("hello", model: "nobodys", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => llm.ChatAsync("hello", model: "nobodys", cancellationToken: Cancellation));
        Assert.All(stand.Servers, server => Assert.Empty(server.Asked));
    }

    [Fact]
    public async Task Lists_have_the_models_of_all_servers()
    {
        await using var stand = await Stand.StartAsync();
        using var ollama = stand.Ollama();
        using var openAI = stand.OpenAI();
        using var llm = stand.Llm();
        string[] all = ["demo:latest", "only-first:latest", "only-second:latest"];

        Assert.Equal(all, (await ollama.ListModelsAsync(cancellationToken: Cancellation)).Models.Select(model => model.Name).Order());
        Assert.Equal(all, (await openAI.ListModelsAsync(cancellationToken: Cancellation)).Data.Select(model => model.Id).Order());
        Assert.Equal(all, (await llm.ListModelsAsync(cancellationToken: Cancellation)).Select(model => model.Id).Order());
        Assert.Equal("only-second:latest", (await openAI.GetModelAsync("only-second:latest", cancellationToken: Cancellation)).Id);
    }

    [Theory]
    [InlineData("""{"messages":[{"model":"only-second"}],"stream":false,"model":"only-first"}""", 1, 0)]
    [InlineData("""{"model":7}""", 1, 0)]
    [InlineData("""{"model":"only-second""", 1, 0)]
    [InlineData("""["model"]""", 1, 0)]
    public async Task The_model_is_the_one_at_the_top_and_what_is_no_request_is_the_servers_to_refuse(string body, int first, int second)
    {
        await using var stand = await Stand.StartAsync();

        await stand.SendAsync("POST", "/api/chat", body);

        Assert.Equal([first, second], stand.Servers.Select(server => server.Asked.Count));
        Assert.Equal(body, stand.First.Asked[0].Body);
    }

    [Fact]
    public async Task The_page_shows_the_settings_as_they_are()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "load-balancer.md"), Cancellation);
        var settings = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Cancellation);

        Assert.Contains($"```json\n{settings.TrimEnd()}\n```", page);
    }

    [Fact]
    public async Task The_root_and_the_version_are_any_servers()
    {
        await using var stand = await Stand.StartAsync();
        using var ollama = stand.Ollama();

        Assert.Equal((HttpStatusCode.OK, "Ollama is running"), await stand.SendAsync("GET", "/"));
        Assert.NotEmpty((await ollama.GetVersionAsync(cancellationToken: Cancellation)));
    }
}
