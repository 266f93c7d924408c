namespace OllamaSdk.Docs.Tests.Repository;

/// <summary>The forms of issues and what dependabot reads, held against what GitHub takes: a wrong one is not shown at all.</summary>
public sealed class FormTests
{
    private static readonly string[] s_elements = ["markdown", "textarea", "input", "dropdown", "checkboxes"];

    public static TheoryData<string> Forms => [.. Yaml.FilesOf(".github", "ISSUE_TEMPLATE").Select(row => row.Data).Where(file => !file.EndsWith("/config.yml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_has_all_that_is_asked_of_it(string file)
    {
        var form = Yaml.Read(file);
        Assert.False(string.IsNullOrWhiteSpace(form.Text("name")));
        Assert.False(string.IsNullOrWhiteSpace(form.Text("description")));
        var body = form.Items("body").ToArray();
        Assert.Contains(body, element => element.Mapping("validations")?.Text("required") == "true");
        Assert.All(body, element =>
        {
            var type = element.Text("type");
            Assert.Contains(type, s_elements);
            var attributes = element.Mapping("attributes");
            Assert.NotNull(attributes?.Text(type == "markdown" ? "value" : "label"));
            Assert.True(type == "markdown" || element.Text("id") is not null, $"{file}: {attributes?.Text("label")} has no id.");
            Assert.Equal(type == "dropdown", attributes!.Children.ContainsKey("options"));
        });
        Assert.Equal(body.Length, body.Select((element, index) => element.Text("id") ?? $"{index}").Distinct().Count());
    }

    [Fact]
    public void A_fault_is_asked_for_what_shows_it_again()
    {
        var ids = Yaml.Read(".github/ISSUE_TEMPLATE/bug.yml").Items("body").Select(element => element.Text("id"));

        Assert.Subset(ids.ToHashSet(), new HashSet<string?> { "code", "version", "provider", "server", "system", "recording" });
    }

    [Fact]
    public void Packages_and_actions_are_kept_up_to_date()
    {
        var file = Yaml.Read(".github/dependabot.yml");

        Assert.Equal("2", file.Text("version"));
        Assert.Equal(["nuget", "github-actions"], file.Items("updates").Select(update => update.Text("package-ecosystem")));
        // What is left out on purpose has to be there to be left out.
        var packages = File.ReadAllText(Path.Combine(Page.Root, "Directory.Packages.props"));
        Assert.All(file.Items("updates").SelectMany(update => update.Items("ignore")), one =>
            Assert.Contains($"\"{one.Text("dependency-name")}\"", packages, StringComparison.Ordinal));
    }
}
