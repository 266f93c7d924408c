using OllamaSdk.Launching;

namespace OllamaSdk.Tests.Launching;

/// <summary>Which program is started, and what is said where none is (rows L01 to L03).</summary>
public sealed class FindTests : IDisposable
{
    private const string NotThere = "Windows has no shell, no permission to run, and other paths; L01 looks at the finder there too.";

    private readonly string _directory = Directory.CreateTempSubdirectory("ollama-sdk-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task L01_a_missing_program_is_named_with_the_place()
    {
        await using var server = new StandIn();
        var options = server.Options();
        options.Program = Path.Combine(_directory, "ollama");

        var failure = await StandIn.FailAsync(options);

        Assert.Equal(LaunchFailure.NotFound, failure.Reason);
        Assert.Equal([options.Program], failure.SearchedPaths);
        Assert.Contains(options.Program, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Install Ollama", failure.Message, StringComparison.Ordinal);
        Assert.Equal(new Uri(server.Url), failure.Endpoint);
    }

    [Fact]
    public void L01_every_place_is_named_that_was_looked_at()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotThere);
        var failure = Assert.Throws<LlmLaunchException>(() => ProgramFinder.Find("no-such-program", $"{_directory}:/nowhere", ["~/.special"]));

        Assert.Contains(Path.Combine(_directory, "no-such-program"), failure.SearchedPaths);
        Assert.Contains("/nowhere/no-such-program", failure.SearchedPaths);
        Assert.Contains("/usr/local/bin/no-such-program", failure.SearchedPaths);
        Assert.Contains(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".special/no-such-program"), failure.SearchedPaths);
        Assert.All(failure.SearchedPaths, path => Assert.Contains(path, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_that_can_be_run_is_taken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotThere);
        Plant("a", executable: false);
        var wanted = Plant("b", executable: true);
        Plant("c", executable: true);

        Assert.Equal(wanted, ProgramFinder.Find("planted", $"{_directory}/none:{_directory}/a:{_directory}/b:{_directory}/c", []));
    }

    [Fact]
    public async Task L02_a_file_that_nobody_may_run_is_no_program()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotThere);
        await using var server = new StandIn();
        var options = server.Options();
        options.Program = Plant(".", executable: false);

        var failure = await StandIn.FailAsync(options);

        Assert.Equal(LaunchFailure.NotExecutable, failure.Reason);
        Assert.Contains(options.Program, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L02_a_program_for_another_processor_is_not_executable()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program is made foreign by its ELF header, which only Linux has.");
        await using var server = new StandIn();
        var options = server.Options();
        options.Program = Plant(".", executable: true);
        var foreign = await File.ReadAllBytesAsync(StandIn.Program, TestContext.Current.CancellationToken);
        (foreign[18], foreign[19]) = (0xF3, 0x7F);
        await File.WriteAllBytesAsync(options.Program, foreign, TestContext.Current.CancellationToken);

        var failure = await StandIn.FailAsync(options);

        Assert.Equal(LaunchFailure.NotExecutable, failure.Reason);
        Assert.Contains("not made for this machine", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.ExitCode);
        Assert.Contains(failure.Output.TrimEnd(), failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(":.:bin:")]
    public async Task L03_a_program_in_the_current_directory_is_not_run(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotThere);
        // No Ollama that this machine may have goes by this name.
        const string Name = "ollama-that-is-nowhere-else";
        Plant(".", executable: true, Name);
        Plant("bin", executable: true, Name);
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, start => (start.WorkingDirectory, start.Environment["PATH"]) = (_directory, path), Name);

        Assert.StartsWith("NotFound", await parent.ResultAsync(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_directory, "ran")));
    }

    [Fact]
    public async Task L03_the_watchdog_runs_nothing_of_the_current_directory_either()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotThere);
        Array.ForEach(["setsid", "bash", "perl", "sh", "sleep"], name => Plant(".", executable: true, name));
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, start => (start.WorkingDirectory, start.Environment["PATH"]) = (_directory, "."), arguments: ["--ignore-term"]);
        Assert.StartsWith("started", await parent.ResultAsync(), StringComparison.Ordinal);

        await parent.TellAsync("dispose");
        await parent.EndAsync();

        await server.AllGoneAsync(1);
        Assert.False(File.Exists(Path.Combine(_directory, "ran")));
    }

    [Fact]
    public void Where_nothing_could_end_the_server_with_this_program_it_is_said_what_to_install()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NotThere);
        var plan = LaunchPlan.Make(new OllamaServerOptions { Endpoint = "http://127.0.0.1:1" });

        var failure = Assert.Throws<LlmLaunchException>(() => UnixWatchdog.Wrap(StandIn.Program, plan, "/nowhere"));

        Assert.Equal(LaunchFailure.NotFound, failure.Reason);
        Assert.Contains("/nowhere/bash", failure.SearchedPaths);
        Assert.Contains("Install util-linux or bash", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("OllamaServerOptions.Program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_windows_a_program_is_an_exe_whatever_the_name_lacks()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Elsewhere a program's name is whole.");
        var wanted = Plant("a", executable: true, "planted.EXE");

        Assert.Equal(wanted, ProgramFinder.Find("planted", $"{_directory}\\none;\"{_directory}\\a\"", []), ignoreCase: true);
    }

    [Theory]
    [InlineData("./ollama")]
    [InlineData("bin/ollama")]
    [InlineData("")]
    public async Task L03_a_relative_path_is_refused(string program)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => StandIn.EnsureAsync(new OllamaServerOptions { Program = program }));

        Assert.Contains("full path", failure.Message, StringComparison.Ordinal);
    }

    private string Plant(string directory, bool executable, string name = "planted")
    {
        var file = Path.GetFullPath(Path.Combine(Directory.CreateDirectory(Path.Combine(_directory, directory)).FullName, name));
        File.WriteAllText(file, $"#!/bin/sh\n/bin/touch {_directory}/ran\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, executable ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100);
        }

        return file;
    }
}
