using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Frameworks;

/// <summary>Semantic Kernel over the adapters.</summary>
public sealed class SemanticKernelTests
{
    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Functions_are_called_and_filters_hear_of_it(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("How warm is Oslo?").CallTool("travel_Temperature", """{"city":"Oslo","days":1}""");
        adapters.Emulator.When("21 degrees").Answer("Warm enough.");
        var (kernel, filter) = Kernel(adapters, client);

        var whole = await kernel.InvokePromptAsync("How warm is {{$city}}?", Arguments("Oslo"), cancellationToken: Ct);
        List<string> streamed = [];
        await foreach (var part in kernel.InvokePromptStreamingAsync("How warm is {{$city}}?", Arguments("Oslo"), cancellationToken: Ct))
        {
            streamed.Add(part.ToString());
        }

        Assert.Equal("Warm enough.", whole.ToString());
        Assert.Equal("Warm enough.", string.Concat(streamed));
        Assert.Equal(["travel.Temperature: Oslo: 21 degrees", "travel.Temperature: Oslo: 21 degrees"], filter.Heard);
        var sent = adapters.Sent.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("function")).First();
        Assert.Equal(("travel_Temperature", "Tells the temperature."), (sent.GetProperty("name").GetString(), sent.GetProperty("description").GetString()));
        Assert.Equal(["city"], sent.GetProperty("parameters").GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory]
    [InlineData("travel_Temperature", """{"days":"soon"}""", "days")]
    [InlineData("travel_Book", """{"hotel":"Ritz"}""", "Ritz is full; ask for another.")]
    public async Task What_a_tool_wants_otherwise_reaches_the_model(string tool, string arguments, string words)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("Please do").CallTool(tool, arguments);
        adapters.Emulator.When(words).Answer("I see.");
        var (kernel, _) = Kernel(adapters, Client.Ollama);

        Assert.Equal("I see.", (await kernel.InvokePromptAsync("Please do", Arguments(""), cancellationToken: Ct)).ToString());
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_chat_history_is_sent_whole_and_answered_in_a_stream(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("And the sea?").Answer("Blue too.");
        var history = new ChatHistory("Be short.");
        history.AddUserMessage("Why is the sky blue?");
        history.AddAssistantMessage("Light.");
        history.AddUserMessage("And the sea?");

        List<string?> parts = [];
        await foreach (var part in adapters.Chat(client).AsChatCompletionService().GetStreamingChatMessageContentsAsync(history, cancellationToken: Ct))
        {
            parts.Add(part.Content);
        }

        Assert.Equal("Blue too.", string.Concat(parts));
        Assert.Equal(
            ["system: Be short.", "user: Why is the sky blue?", "assistant: Light.", "user: And the sea?"],
            adapters.Sent.GetProperty("messages").EnumerateArray().Select(message => $"{message.GetProperty("role").GetString()}: {message.GetProperty("content").GetString()}"));
    }

    [Fact]
    public async Task Settings_reach_the_server()
    {
        using var adapters = new Adapters();
        var (kernel, _) = Kernel(adapters, Client.Ollama);
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["temperature"] = 0.25, ["num_ctx"] = 2048, ["max_tokens"] = 50 } };

        await kernel.InvokePromptAsync("Hello", new KernelArguments(settings), cancellationToken: Ct);

        var options = adapters.Sent.GetProperty("options");
        Assert.Equal((0.25, 2048, 50), (options.GetProperty("temperature").GetDouble(), options.GetProperty("num_ctx").GetInt32(), options.GetProperty("num_predict").GetInt32()));
    }

    [Fact]
    public async Task Failures_are_those_of_the_SDK()
    {
        using var adapters = new Adapters();
        var kernel = new ServiceCollection().AddSingleton(adapters.Chat(Client.Ollama, "missing")).BuildServiceProvider();

        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => new Kernel(kernel).InvokePromptAsync("Hello", cancellationToken: Ct));
    }

    private static KernelArguments Arguments(string city) => new(new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }) { ["city"] = city };

    private static (Kernel Kernel, Filter Filter) Kernel(Adapters adapters, Client client)
    {
        var filter = new Filter();
        var builder = Microsoft.SemanticKernel.Kernel.CreateBuilder();
        builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(filter);
        builder.Services.AddChatClient(adapters.Chat(client)).UseKernelFunctionInvocation();
        builder.Plugins.AddFromFunctions("travel", Travel.LlmTools.Select(tool => tool.AsAIFunction().AsKernelFunction()));
        return (builder.Build(), filter);
    }

    private sealed class Filter : IAutoFunctionInvocationFilter
    {
        public List<string> Heard { get; } = [];

        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            Heard.Add($"{context.Function.PluginName}.{context.Function.Name}: {context.Result}");
        }
    }
}
