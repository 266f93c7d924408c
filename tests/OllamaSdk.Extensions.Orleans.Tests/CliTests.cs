using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using OllamaSdk.BulkJobs.Tests.Cluster;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>The command line's <c>jobs</c> against a cluster, as a shell runs it.</summary>
public sealed class CliTests : IAsyncLifetime
{
    private static readonly string s_program = typeof(CliTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "CliProgram").Value!;

    private JobsHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await JobsHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Jobs_are_listed_shown_and_changed()
    {
        var held = new TaskCompletionSource();
        _host.Sink.Before = _ => held.Task;
        await _host.Cluster.Jobs.CreateAsync(new LlmBulkJob { Id = "night", Source = "texts", Sink = "memory", PartSize = 1 });
        await _host.Cluster.UntilAsync("night", job => job.PartsUnderWay == 3, "under way");

        Assert.Matches("""^JOB +STATE +DONE +TEXTS +FAILED +CREATED\nnight +running +0 % +3 +0 +\d{4}-""", (await RunAsync("list")).Output);
        Assert.Contains("parts      0 of 3 done, 3 under way", (await RunAsync("show", "night")).Output);
        Assert.StartsWith("night: paused, 0 of 3 texts (0 %)", (await RunAsync("pause", "night")).Output);
        Assert.StartsWith("night: running", (await RunAsync("resume", "night")).Output);
        Assert.StartsWith("night: cancelled", (await RunAsync("cancel", "night")).Output);
        var cancelled = await RunAsync("watch", "night");
        Assert.Equal((1, true), (cancelled.Code, cancelled.Output.StartsWith("night: cancelled", StringComparison.Ordinal)));
        await RunAsync("resume", "night");
        held.SetResult();

        var watched = await RunAsync("watch", "night");
        Assert.Equal(0, watched.Code);
        Assert.StartsWith("night: done, 3 of 3 texts (100 %)", watched.Output.TrimEnd('\n').Split('\n')[^1]);
        var shown = JsonDocument.Parse((await RunAsync("show", "night", "--json")).Output).RootElement;
        Assert.Equal(("done", 3), (shown.GetProperty("state").GetString(), shown.GetProperty("succeeded").GetInt32()));
        Assert.Equal("night", JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement.GetProperty("jobs")[0].GetProperty("id").GetString());
        Assert.All((await RunAsync("watch", "night", "--json")).Output.TrimEnd('\n').Split('\n'), line => Assert.Equal("done", JsonDocument.Parse(line).RootElement.GetProperty("state").GetString()));
        Assert.Equal((5, "ollama-sdk: The job night is done, so it cannot become paused.\n", ""), await RunAsync("pause", "night"));
    }

    [Fact]
    public async Task What_does_not_work_is_told_with_an_exit_code()
    {
        Assert.Equal((4, "ollama-sdk: There is no job another.\n", ""), await RunAsync("show", "another"));
        Assert.Equal((4, "ollama-sdk: There is no job another.\n", ""), await RunAsync("watch", "another"));
        Assert.Equal(3, (await RunAtAsync("http://127.0.0.1:9", "list")).Code);
        Assert.Equal((2, "ollama-sdk: say where the jobs are with --url URL\n", ""), await RunAtAsync("", "list"));
        Assert.Equal((2, "ollama-sdk: --key-env: NO_SUCH_KEY is not set\n", ""), await RunAsync("list", "--key-env", "NO_SUCH_KEY"));
    }

    private Task<(int Code, string Errors, string Output)> RunAsync(params string[] args) => RunAtAsync(_host.Address, args);

    private static async Task<(int Code, string Errors, string Output)> RunAtAsync(string address, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [s_program, "jobs", .. args, .. address.Length > 0 ? ["--url", address] : Array.Empty<string>()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OLLAMA_SDK_JOBS_URL"] = "", ["OLLAMA_SDK_JOBS_KEY"] = "" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (await errors).ReplaceLineEndings("\n"), output.ReplaceLineEndings("\n"));
    }
}
