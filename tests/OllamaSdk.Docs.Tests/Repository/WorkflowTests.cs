using System.Text.RegularExpressions;

namespace OllamaSdk.Docs.Tests.Repository;

/// <summary>The workflows. None can be run here; what they call must be there, and they may do no more than they need.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files => Yaml.FilesOf(".github", "workflows");

    [Theory]
    [MemberData(nameof(Files))]
    public void What_it_calls_is_there(string file)
    {
        foreach (var step in Steps(file))
        {
            Assert.True(step.Text("uses") is null != step.Text("run") is null, $"A step of {file} both uses and runs, or does neither.");
            Assert.Matches(@"^$|^[\w-]+/[\w/-]+@v?[\w.]+$", step.Text("uses") ?? "");
            var run = step.Text("run") ?? "";
            foreach (Match script in Script().Matches(run))
            {
                AssertCanBeRun(script.Value);
            }

            Assert.All(Project().Matches(run).Select(match => match.Groups[1].Value), project =>
                Assert.True(Directory.Exists(Path.Combine(Page.Root, project)), $"{file} names {project}, which is not there."));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_may_read_and_no_more_unless_a_job_says_so_and_each_job_has_an_end(string file)
    {
        var workflow = Yaml.Read(file);
        var permissions = workflow.Mapping("permissions");
        Assert.NotNull(permissions);
        Assert.Equal([("contents", "read")], permissions.Children.Select(one => (one.Key.ToString(), one.Value.ToString())));
        Assert.All(workflow.Mapping("jobs")!.Children, job => Assert.NotNull(((YamlDotNet.RepresentationModel.YamlMappingNode)job.Value).Text("timeout-minutes")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_secret_that_it_asks_for_is_told_of_on_a_page(string file)
    {
        var pages = string.Join('\n', Page.All.Values.Select(page => page.Text));

        Assert.All(
            Secret().Matches(File.ReadAllText(Path.Combine(Page.Root, file))).Select(match => match.Groups[1].Value).Where(name => name != "GITHUB_TOKEN"),
            name => Assert.True(pages.Contains(name, StringComparison.Ordinal), $"{file} asks for the secret {name}, and no page says what that is."));
    }

    [Fact]
    public void Linux_Windows_and_macOS_are_tried()
    {
        var jobs = Yaml.Read(".github/workflows/gate.yml").Mapping("jobs")!;
        Assert.Equal("ubuntu-latest", jobs.Mapping("linux")!.Text("runs-on"));
        Assert.Equal("[ windows-latest, macos-latest ]", jobs.Mapping("systems")!.Mapping("strategy")!.Mapping("matrix")!.Children["os"].ToString());
        // Windows has no bash of its own, and Git's must be asked for.
        Assert.Equal("bash", jobs.Mapping("systems")!.Mapping("defaults")!.Mapping("run")!.Text("shell"));
    }

    [Fact]
    public void Scripts_can_be_run_stop_at_the_first_failure_and_call_what_is_there()
    {
        var scripts = Directory.GetFiles(Path.Combine(Page.Root, ".ci")).Where(file => Path.GetExtension(file).Length == 0).ToArray();
        Assert.NotEmpty(scripts);
        foreach (var file in scripts)
        {
            AssertCanBeRun(".ci/" + Path.GetFileName(file));
            var text = File.ReadAllText(file);
            Assert.StartsWith("#!/usr/bin/env bash\n", text, StringComparison.Ordinal);
            Assert.Contains("\nset -euo pipefail\n", text, StringComparison.Ordinal);
            Assert.All(Script().Matches(text).Select(match => match.Value), AssertCanBeRun);
        }
    }

    private static IEnumerable<YamlDotNet.RepresentationModel.YamlMappingNode> Steps(string file) =>
        Yaml.Read(file).Mapping("jobs")!.Children.Values.Cast<YamlDotNet.RepresentationModel.YamlMappingNode>().SelectMany(job => job.Items("steps"));

    private static void AssertCanBeRun(string script)
    {
        var file = Path.Combine(Page.Root, script);
        Assert.True(File.Exists(file), $"{script} is called, and is not there.");
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute), $"{script} cannot be run.");
    }

    [GeneratedRegex(@"(?<![\w/-])\.ci/[\w-]+(?![\w.])")]
    private static partial Regex Script();

    [GeneratedRegex(@"--project (\S+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"\bsecrets\.(\w+)")]
    private static partial Regex Secret();
}
