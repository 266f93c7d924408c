using System.Text.Json;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;
using OllamaSdk.Extensions.AI.Tests.Mcp;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Frameworks;

/// <summary>Agent Framework over the adapters.</summary>
public sealed class AgentTests
{
    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Several_turns_with_tools_are_streamed_and_all_is_kept(Client client)
    {
        using var adapters = Scripted();
        var agent = adapters.Chat(client).AsAIAgent(instructions: "Be short.", name: "Guide", tools: Travel.LlmTools.AsAITools());
        var session = await agent.CreateSessionAsync(Ct);

        Assert.Equal("Warm enough.", await StreamAsync(agent, "How warm is Oslo?", session));
        Assert.Equal("Ask for another.", await StreamAsync(agent, "Book the Ritz.", session));
        Assert.Equal("You are welcome.", await StreamAsync(agent, "Thanks!", session));

        Assert.Equal(
            ["system", "user", "assistant", "tool", "assistant", "user", "assistant", "tool", "assistant", "user"],
            adapters.Sent.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(
            ["Oslo: 20 degrees", "Ritz is full; ask for another."],
            adapters.Sent.GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").GetString() == "tool").Select(message => message.GetProperty("content").GetString()));
        Assert.Equal("Be short.", adapters.Sent.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_session_goes_on_in_another_process(Client client)
    {
        using var adapters = Scripted();
        var agent = adapters.Chat(client).AsAIAgent(tools: Travel.LlmTools.AsAITools());
        var session = await agent.CreateSessionAsync(Ct);
        await agent.RunAsync("How warm is Oslo?", session, cancellationToken: Ct);

        string kept = (await agent.SerializeSessionAsync(session, cancellationToken: Ct)).GetRawText();
        var again = await agent.DeserializeSessionAsync(JsonElement.Parse(kept), cancellationToken: Ct);
        var answer = await agent.RunAsync("Thanks!", again, cancellationToken: Ct);

        Assert.Equal("You are welcome.", answer.Text);
        Assert.True(answer.Usage!.InputTokenCount > 0);
        Assert.Equal(
            ["user", "assistant", "tool", "assistant", "user"],
            adapters.Sent.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task Tools_of_an_MCP_server_are_tools_of_an_agent()
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("cheese?").CallTool("Say", """{"words":"It costs 7."}""");
        adapters.Emulator.When("It costs 7.").Answer("Seven.");
        await using var pair = await McpPair.StartAsync(Shop.LlmTools.AsMcpServerTools());
        var agent = adapters.Chat(Client.Ollama).AsAIAgent(tools: [.. await pair.Client.ListToolsAsync(cancellationToken: Ct)]);

        Assert.Equal("Seven.", (await agent.RunAsync("How much is the cheese?", cancellationToken: Ct)).Text);
    }

    private static Adapters Scripted()
    {
        var adapters = new Adapters();
        adapters.Emulator.When("How warm").CallTool("Temperature", """{"city":"Oslo"}""");
        adapters.Emulator.When("20 degrees").Answer("Warm enough.");
        adapters.Emulator.When("Book").CallTool("Book", """{"hotel":"Ritz"}""");
        adapters.Emulator.When("is full").Answer("Ask for another.");
        adapters.Emulator.When("Thanks").Answer("You are welcome.");
        return adapters;
    }

    private static async Task<string> StreamAsync(AIAgent agent, string question, AgentSession session)
    {
        List<string> parts = [];
        await foreach (var update in agent.RunStreamingAsync(question, session, cancellationToken: Ct))
        {
            parts.Add(update.Text);
        }

        return string.Concat(parts);
    }
}
