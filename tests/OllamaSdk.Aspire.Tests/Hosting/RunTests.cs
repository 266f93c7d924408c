using Aspire.Hosting.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OllamaSdk.TestKit;

namespace OllamaSdk.Aspire.Tests.Hosting;

/// <summary>What comes of the resources when the app host runs.</summary>
public sealed class RunTests
{
    private readonly RunningAppHost _host;

    public RunTests(RunningAppHost host)
    {
        Assert.SkipWhen(Programs.NoOrchestrator is not null, Programs.NoOrchestrator ?? "");
        _host = host;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("present", "demo")]
    [InlineData("pulled", "demo-large")]
    public async Task A_model_is_there_when_its_resource_is_healthy_and_answers_a_program_that_references_it(string name, string model)
    {
        await Guard.Within(_host.App.ResourceNotifications.WaitForResourceHealthyAsync(name, Ct));

        var connection = await _host.App.GetConnectionStringAsync(name, Ct);
        Assert.EndsWith($";Model={model}", connection, StringComparison.Ordinal);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration[$"ConnectionStrings:{name}"] = connection;
        builder.AddOllamaClient(name).AddChatClient();
        using var program = builder.Build();
        var answer = await program.Services.GetRequiredService<IChatClient>().GetResponseAsync("hello", cancellationToken: Ct);
        Assert.NotEmpty(answer.Text);
        Assert.StartsWith(model, answer.ModelId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_nobody_has_fails_and_the_others_do_not()
    {
        var failed = await Guard.Within(_host.App.ResourceNotifications.WaitForResourceAsync(
            "unknown", state => state.Snapshot.State?.Text == KnownResourceStates.FailedToStart && state.Snapshot.HealthStatus is not Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, Ct));

        Assert.Equal(KnownResourceStateStyles.Error, failed.Snapshot.State!.Style);
        await Guard.Within(_host.App.ResourceNotifications.WaitForResourceHealthyAsync("ollama", Ct));
    }

    [Fact]
    public async Task An_installed_program_is_told_where_to_listen_and_is_found_there()
    {
        await Guard.Within(_host.App.ResourceNotifications.WaitForResourceHealthyAsync("local", Ct));

        using var client = new OllamaClient((await _host.App.GetConnectionStringAsync("local", Ct))!["Endpoint=".Length..]);
        // The stand-in's answer to /api/version, so "serve" was said to it, and OLLAMA_HOST.
        Assert.Equal("0.0.0-stand-in", (await client.GetVersionAsync(cancellationToken: Ct)).ToString());
    }
}
