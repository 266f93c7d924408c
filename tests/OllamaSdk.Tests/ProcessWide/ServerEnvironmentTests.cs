using OllamaSdk.Launching;

namespace OllamaSdk.Tests.ProcessWide;

/// <summary>Which of this process's variables a started server gets (row L13).</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class ServerEnvironmentTests
{
    [Theory]
    [InlineData("OPENAI_API_KEY", "sk-1234", false)]
    [InlineData("OLLAMA_API_KEY", "sk-1234", false)]
    [InlineData("HF_TOKEN", "hf_1234", false)]
    [InlineData("SOMETHING_ELSE", "x", false)]
    [InlineData("HTTPS_PROXY", "http://me:password@proxy:3128", false)]
    [InlineData("HTTPS_PROXY", "http://proxy:3128", true)]
    [InlineData("LD_LIBRARY_PATH", "/opt/python@3.11/lib", true)]
    [InlineData("OLLAMA_KEEP_ALIVE", "5m", true)]
    [InlineData("CUDA_VISIBLE_DEVICES", "0", true)]
    [InlineData("OLLAMA_MAX_TOKENS", "4096", true)]
    [InlineData("OLLAMA_MAX_TOKENS", "sk-1234", false)]
    public void L13_a_variable_is_passed_on_only_where_it_is_harmless(string name, string value, bool passed)
    {
        var before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            var environment = ServerEnvironment.For(LaunchRecipe.For(LlmProviders.Ollama)!, new Dictionary<string, string>());

            Assert.Equal(passed ? value : null, environment.GetValueOrDefault(name));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, before);
        }
    }

    [Fact]
    public void What_the_caller_gives_is_passed_on_whatever_it_is()
    {
        var environment = ServerEnvironment.For(LaunchRecipe.For(LlmProviders.Mlx)!, new Dictionary<string, string> { ["HF_TOKEN"] = "hf_1234" });

        Assert.Equal("hf_1234", environment["HF_TOKEN"]);
    }
}
