using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace OllamaSdk.Cli.Tests;

/// <summary>The server's own program, started by ours.</summary>
public sealed class ServeTests : IDisposable
{
    private static readonly string s_standIn = typeof(ServeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "StandInServer").Value!;

    private readonly Folder _folder = new();

    [Fact]
    public async Task Serve_starts_the_server_shows_what_it_writes_and_ends_it_at_Ctrl_C()
    {
        var (address, program) = (FreeAddress(), Program());
        using var serving = CliProcess.Start(address, "serve", "--program", program, "--", "--log-bytes", "100");

        Assert.Equal($"http://{address}/", (await serving.ReadLineAsync()).TrimEnd());
        var version = await CliProcess.RunAsync(new CliStart { Host = address }, "version", "--server");
        await serving.InterruptAsync();
        var result = await serving.EndAsync();

        Assert.Contains("Ollama 0.0.0-stand-in", version.Output);
        Assert.Contains("a line of log", result.Errors);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, (await CliProcess.RunAsync(new CliStart { Host = address }, "ps")).ExitCode);
    }

    [Fact]
    public async Task A_server_that_runs_is_left_as_it_is()
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(server.Start, "serve", "--program", Program());

        Assert.Contains("answers at", result.Errors);
        Assert.Contains("already", result.Errors);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("on this machine's loopback", "-u", "http://models.example:11434")]
    [InlineData("cannot be started from here", "-p", "vllm")]
    [InlineData("nowhere", "--program", "/nowhere/ollama")]
    public async Task What_cannot_be_started_is_told(string words, params string[] args)
    {
        var result = await CliProcess.RunAsync(new CliStart { Host = args[0] == "-u" ? null : FreeAddress() }, ["serve", .. args]);

        Assert.Contains(words, result.Errors);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal("", result.Output);
    }

    public void Dispose() => _folder.Dispose();

    // The launcher passes little of the environment on, and the stand-in is a program of .NET.
    private string Program()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell's script stands for the server's program.");
        var path = _folder.Write("ollama", $"#!/bin/sh\nDOTNET_ROOT='{Environment.GetEnvironmentVariable("DOTNET_ROOT")}' exec '{Path.ChangeExtension(s_standIn, null)}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    private static string FreeAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket.LocalEndPoint!.ToString()!;
    }
}
