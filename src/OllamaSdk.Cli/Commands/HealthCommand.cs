using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class HealthCommand(GlobalOptions global) : CliCommand("health", "Asks the servers how they are, and says what to do where one is not well.", global)
{
    protected override async Task RunAsync(CommandContext context)
    {
        var report = await context.Clients.Any.HealthCheckAsync(context.Token);
        context.Print(Document(report), () => Show(context, report));
        if (!report.IsHealthy)
        {
            context.ExitCode = report.Servers[0].Error is { } error && ErrorText.Describe(error, context) is var (code, _) ? code : ExitCode.Failed;
        }
    }

    private static void Show(CommandContext context, LlmHealthReport report)
    {
        Table.Print(context.Terminal, ["PROVIDER", "ADDRESS", "STATE", "LATENCY"], report.Servers.Select(server => new[]
        {
            server.Provider, server.Endpoint.ToString(), State(server), FormattableString.Invariant($"{server.Latency.TotalMilliseconds:0} ms"),
        }));
        foreach (var server in report.Servers.Where(server => server.Problem is not null))
        {
            ErrorText.Print($"{server.Provider}: {server.Problem} {server.Advice}");
        }
    }

    private static HealthDocument Document(LlmHealthReport report) => new(report.IsHealthy, report.IsDegraded, [.. report.Servers.Select(server => new ServerDocument(
        server.Provider, server.Endpoint.ToString(), State(server), server.Latency.TotalSeconds, server.Problem, server.Advice))]);

    private static string State(LlmServerHealth server) => server.State switch
    {
        ServerState.Ready => "ready",
        ServerState.Starting => "starting",
        ServerState.Failing => "failing",
        _ => "unreachable",
    };
}
