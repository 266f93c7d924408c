using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OllamaSdk.OpenAI;
using static OllamaSdk.Extensions.Tests.Hosts;

namespace OllamaSdk.Extensions.Tests;

/// <summary>The prompt guard, configured.</summary>
public sealed class GuardTests
{
    [Fact]
    public void Every_client_and_every_target_has_its_own()
    {
        using var host = Build(
            (services, configuration) =>
            {
                services.AddOllama(configuration.GetSection("One"));
                services.AddOpenAICompatible(configuration.GetSection("Two"));
                services.AddLlmClient(configuration.GetSection("Three"));
            },
            ("One:PromptGuard:Mode", "Fit"), ("One:PromptGuard:MaxContextLength", "8192"),
            ("Two:PromptGuard:Mode", "off"), ("Two:PromptGuard:AskWindow", "false"),
            ("Three:PromptGuard:AskWindow", "false"), ("Three:Targets:0:Model", "m"), ("Three:Targets:0:PromptGuard:Mode", "REFUSE"));

        var one = host.Get<IOptions<OllamaClientOptions>>().Value.PromptGuard;
        var two = host.Get<IOptions<OpenAICompatibleClientOptions>>().Value.PromptGuard;
        var three = host.Get<IOptions<LlmClientOptions>>().Value;

        Assert.Equal((PromptGuardMode.Fit, true, 8192), (one.Mode, one.AskWindow, one.MaxContextLength));
        Assert.Equal((PromptGuardMode.Off, false, null), (two.Mode, two.AskWindow, two.MaxContextLength));
        Assert.Equal((PromptGuardMode.Tell, false), (three.PromptGuard.Mode, three.PromptGuard.AskWindow));
        Assert.Equal(PromptGuardMode.Refuse, three.Targets[0].PromptGuard.Mode);
        Assert.Equal((PromptGuardMode.Refuse, false), (three.ToOllamaOptions().PromptGuard.Mode, three.ToOllamaOptions().PromptGuard.AskWindow));
    }
}
