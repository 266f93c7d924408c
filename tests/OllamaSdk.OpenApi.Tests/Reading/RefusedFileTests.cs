namespace OllamaSdk.OpenApi.Tests.Reading;

public sealed class RefusedFileTests
{
    [Theory]
    [InlineData("openapi: 3.2.0\ninfo: { title: [\n", "is not YAML")]
    [InlineData("openapi: 3.2.0\nopenapi: 3.2.0\n", "is not YAML")]
    [InlineData("openapi: 3.2.0\ninfo: { a: { b: c }\npaths: {}\n", "is not closed")]
    [InlineData("? [a]\n: b\n", "is not YAML")]
    [InlineData("", "is not valid OpenAPI")]
    [InlineData("- a list\n", "is not valid OpenAPI")]
    [InlineData("openapi: 3.2.0\npaths: {}\n", "is not valid OpenAPI")]
    public void Not_a_description(string yaml, string message)
    {
        using var workspace = Workspace.With(yaml);

        var run = workspace.Run();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("test.yaml:", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Keyword_that_OpenAPI_does_not_have() => Refusal.Assert(
        ApiYaml.Of(info: $"titel: Test {ApiYaml.Marker}"), "/info/titel", "is not valid OpenAPI");

    [Fact]
    public void No_namespace()
    {
        using var workspace = Workspace.With(ApiYaml.Of().Replace("x-dotnet-namespace: My.Api", "summary: None.", StringComparison.Ordinal));

        Assert.Contains("/info: needs x-dotnet-namespace and x-dotnet-folder", workspace.Run().Error, StringComparison.Ordinal);
    }
}
