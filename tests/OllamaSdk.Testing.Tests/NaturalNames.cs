using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.AI;
using OllamaSdk;
using OllamaSdk.Testing;

namespace Newcomer;

/// <summary>An ordinary file of a program that uses Microsoft.Extensions.AI and ASP.NET Core as well: no alias is needed.</summary>
public sealed class NaturalNames
{
    [Fact]
    public async Task Stand_beside_those_of_the_framework()
    {
        using var emulator = new OllamaEmulator();
        using var client = new OllamaClient(new() { Handler = emulator, DefaultModel = "demo" });
        ChatMessage question = new(ChatRole.User, "hi");
        var options = new ChatOptions { Temperature = 0.7f };

        var answer = await client.ChatAsync(question.Text, TestContext.Current.CancellationToken);

        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Message!.Content));
        Assert.Contains("hi", response.Text);
        Assert.Equal(0.7f, options.Temperature);
        Assert.Null(Service(null));
    }

    private static IChatClient? Service([FromServices] IChatClient? inner) => inner;
}
