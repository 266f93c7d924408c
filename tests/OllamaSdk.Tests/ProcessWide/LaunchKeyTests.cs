using OllamaSdk.TestKit;
using OllamaSdk.Tests.Launching;

namespace OllamaSdk.Tests.ProcessWide;

/// <summary>Whoever answers where a server is looked for gets no key (row L05).</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class LaunchKeyTests : IDisposable
{
    private const string Key = "LMSTUDIO_API_KEY";
    private const string Address = "LMSTUDIO_BASE_URL";
    private readonly string? _key = Environment.GetEnvironmentVariable(Key);
    private readonly string? _address = Environment.GetEnvironmentVariable(Address);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Key, _key);
        Environment.SetEnvironmentVariable(Address, _address);
    }

    [Fact]
    public async Task L05_a_key_of_the_environment_goes_to_nobody()
    {
        await using var studio = new ScriptedServer(c => c.RespondJsonAsync("""{"lmstudio":true}"""));
        Environment.SetEnvironmentVariable(Key, "canary");
        Environment.SetEnvironmentVariable(Address, studio.Url.ToString());

        var server = await StandIn.EnsureAsync(new OllamaServerOptions { Provider = LlmProviders.LmStudio, Program = "/nowhere/lms" });

        Assert.Equal(studio.Url.Authority, server.Endpoint.Authority);
        Assert.NotEmpty(studio.Requests);
        Assert.All(studio.Requests, request => Assert.DoesNotContain("canary", request.Head, StringComparison.Ordinal));
    }
}
