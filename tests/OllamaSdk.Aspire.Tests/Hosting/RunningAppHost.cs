using Aspire.Hosting.Testing;

[assembly: AssemblyFixture(typeof(OllamaSdk.Aspire.Tests.Hosting.RunningAppHost))]

namespace OllamaSdk.Aspire.Tests.Hosting;

/// <summary>
/// An app host that runs for real, once for all tests: Aspire's orchestrator starts the emulator, and the stand-in in the place of an installed Ollama.
/// No container runs where these tests do; what is said of containers is proved by the model.
/// </summary>
public sealed class RunningAppHost : IAsyncLifetime
{
    private DistributedApplication? _app;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("It does not run: the test should have been skipped.");

    public async ValueTask InitializeAsync()
    {
        if (Programs.NoOrchestrator is not null)
        {
            return;
        }

        // No dashboard is shown, but Aspire asks for its path.
        var builder = DistributedApplicationTestingBuilder.Create(
            ["--DcpPublisher:DashboardPath=none"],
            (options, _) => (options.AssemblyName, options.DisableDashboard) = (typeof(RunningAppHost).Assembly.GetName().Name, true));
        var ollama = builder.AddOllamaEmulator("ollama", command: Programs.Cli);
        ollama.AddModel("present", "demo");
        ollama.AddModel("pulled", "demo-large");
        ollama.AddModel("unknown", "no-such-model");
        builder.AddOllamaProgram("local", command: Programs.StandInServer);
        _app = await builder.BuildAsync();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
