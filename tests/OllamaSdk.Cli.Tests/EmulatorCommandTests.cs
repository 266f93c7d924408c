using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace OllamaSdk.Cli.Tests;

/// <summary>serve-demo and stubs: what others test with.</summary>
public sealed class EmulatorCommandTests
{
    [Fact]
    public async Task Serve_demo_answers_any_client_until_Ctrl_C()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT to press Ctrl+C with.");
        using var process = CliProcess.Start((string?)null, "serve-demo", "--port", "0", "--json");
        var listening = JsonElement.Parse(await process.ReadLineAsync());
        var url = listening.GetProperty("url").GetString()!;

        var answer = await CliProcess.RunAsync(new CliStart { Host = url }, "chat", "hello");
        using var http = new HttpClient();
        var page = await http.GetStringAsync(listening.GetProperty("page").GetString(), TestContext.Current.CancellationToken);
        await process.InterruptAsync();
        var result = await process.EndAsync();

        Assert.Contains("You asked: \"hello\"", answer.Output);
        Assert.Contains("<title>OllamaSdk emulator</title>", page);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Serve_demo_names_a_port_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = await CliProcess.RunAsync("serve-demo", "--port", $"{port}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Port {port} cannot be used", result.Errors);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task Stubs_are_written_once_and_nothing_is_overwritten()
    {
        using var folder = new Folder();
        var target = Path.Combine(folder.Path, "pack");

        var first = (await CliProcess.RunAsync("stubs", target, "--json")).Json();
        var second = (await CliProcess.RunAsync("stubs", target, "--json")).Json();
        await File.WriteAllTextAsync(Path.Combine(target, "README.md"), "mine", TestContext.Current.CancellationToken);
        var third = await CliProcess.RunAsync("stubs", target);

        Assert.Equal(first.GetProperty("files").GetArrayLength(), first.GetProperty("written").GetInt32());
        Assert.Equal(0, second.GetProperty("written").GetInt32());
        Assert.All(first.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(Path.Combine(target, file.GetString()!))));
        Assert.Equal(1, third.ExitCode);
        Assert.Contains("README.md", third.Errors);
    }
}
