namespace OllamaSdk.Testing.Tests;

/// <summary>What happens to a prompt that does not fit. The numbers are those of the server's own rule.</summary>
public sealed class WindowTests : EmulatorTest
{
    // The marks around a message, and those that the answer begins with.
    private const int Around = 5;
    private const int Tail = 3;

    [Theory]
    [InlineData(null, null, null, 4096)]
    [InlineData(1000, null, null, 1000)]
    [InlineData(1000, 2000, null, 2000)]
    [InlineData(1000, 2000, 3000, 3000)]
    [InlineData(null, null, 1_000_000, 32_768)]
    [InlineData(null, null, 1, 4)]
    public async Task The_window_is_what_the_request_says_or_the_model_or_the_server(int? server, int? model, int? request, int window)
    {
        var options = new EmulatorOptions { Models = { new EmulatedModel("m") { ContextLength = 32_768, NumCtx = model } } };
        options.ContextLength = server ?? options.ContextLength;
        using var client = Over(new OllamaEmulator(options));

        await client.ChatAsync(new OllamaChatRequest { Model = "m", Messages = [], Options = request is null ? null : new() { NumCtx = request } }, cancellationToken: Cancellation);

        var running = Assert.Single((await client.ListRunningModelsAsync(cancellationToken: Cancellation)).Models!);
        Assert.Equal(window, running.ContextLength);
    }

    [Fact]
    public async Task Whole_messages_are_dropped_the_oldest_first_and_the_systems_stay()
    {
        OllamaChatMessage[] messages = [OllamaChatMessage.System(Words(50)), OllamaChatMessage.User(Words(100)), OllamaChatMessage.Assistant(Words(100)), OllamaChatMessage.User(Words(100))];

        Assert.Equal((4 * Around) + 350 + Tail, await CountAsync(1000, messages));
        Assert.Equal((4 * Around) + 350 + Tail, await CountAsync(374, messages));
        Assert.Equal((3 * Around) + 250 + Tail, await CountAsync(372, messages));
        Assert.Equal((2 * Around) + 150 + Tail, await CountAsync(200, messages));
    }

    [Fact]
    public async Task A_tools_result_keeps_the_message_that_called_it()
    {
        var call = new OllamaToolCall { Function = new() { Name = "look" } };
        OllamaChatMessage[] messages =
        [
            OllamaChatMessage.User(Words(100)), OllamaChatMessage.Assistant("") with { ToolCalls = [call] }, OllamaChatMessage.Tool(call, Words(50)),
        ];

        // The call: its name, its arguments, and two marks.
        Assert.Equal((2 * Around) + 50 + 4 + Tail, await CountAsync(100, messages));
    }

    [Theory]
    [InlineData(4096, 9000, 2050)]
    [InlineData(4095, 9000, 2050)]
    [InlineData(4096, 4096 - Around - Tail - 1, 4095)]
    [InlineData(4096, 4096 - Around - Tail, 2050)]
    [InlineData(4096, 4096 - Around - Tail + 1, 2050)]
    [InlineData(8192, 9000, 4098)]
    public async Task What_is_still_too_long_loses_its_beginning_and_half_of_the_window_is_left(int window, int words, int read)
    {
        Assert.Equal(read, await CountAsync(window, OllamaChatMessage.User(Words(words))));
        var generated = await Client.GenerateAsync(new GenerateRequest { Prompt = Words(words), Options = new() { NumCtx = window } }, cancellationToken: Cancellation);
        Assert.Equal(read, generated.PromptEvalCount);
    }

    [Fact]
    public async Task The_model_answers_what_is_left_of_the_question_and_the_system_prompt_is_lost()
    {
        var answer = await Client.ChatAsync(
            new OllamaChatRequest { Messages = [OllamaChatMessage.System("secret"), OllamaChatMessage.User("first" + Words(300) + " last")], Options = new() { NumCtx = 60, NumKeep = 0 } },
            cancellationToken: Cancellation);

        Assert.Equal(30, answer.PromptEvalCount);
        Assert.StartsWith("This is the OllamaSdk emulator, not a model. You asked: \" word word", answer.Message.Content);
        Assert.Contains("word last\".", answer.Message.Content);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_forbids_the_cut_is_refused_with_both_numbers(bool generate)
    {
        var failure = await Assert.ThrowsAsync<LlmApiException>(() => generate
            ? Client.GenerateAsync(new GenerateRequest { Prompt = Words(200), Truncate = false, Options = new() { NumCtx = 100 } }, cancellationToken: Cancellation)
            : Client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("old"), OllamaChatMessage.User(Words(195))], Truncate = false, Options = new() { NumCtx = 100 } }, cancellationToken: Cancellation));

        Assert.Equal((400, ApiErrorKind.ContextLength), (failure.Status, failure.Kind));
        Assert.Contains($"request ({(generate ? 208 : 209)} tokens) exceeds the available context size (100 tokens), try increasing it", failure.Message);
    }

    [Fact]
    public async Task Without_shift_a_long_prompt_is_refused_and_an_answer_ends_where_the_window_does()
    {
        Emulator.When("long").Answer(Words(500));
        var failure = await Assert.ThrowsAsync<LlmApiException>(() => Client.ChatAsync(
            new OllamaChatRequest { Messages = [OllamaChatMessage.User(Words(200))], Shift = false, Options = new() { NumCtx = 100 } }, cancellationToken: Cancellation));
        var ended = await AnswerAsync(false);
        var shifted = await AnswerAsync(true);

        Assert.Equal((400, ApiErrorKind.ContextLength), (failure.Status, failure.Kind));
        Assert.StartsWith("the prompt is longer than the context length currently available to the model;", failure.ServerMessage);
        Assert.Equal((DoneReason.Length, 100), (ended.DoneReason, ended.PromptEvalCount + ended.EvalCount));
        Assert.Equal((DoneReason.Stop, 500), (shifted.DoneReason, shifted.EvalCount));

        Task<OllamaChatResponse> AnswerAsync(bool shift) => Client.ChatAsync(
            new OllamaChatRequest { Messages = [OllamaChatMessage.User("long")], Shift = shift, Options = new() { NumCtx = 100 } }, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Tools_and_the_models_own_words_are_part_of_the_prompt()
    {
        await Client.CreateModelAsync(new CreateModelRequest { Model = "own", From = "demo", System = Words(20), Messages = [OllamaChatMessage.User(Words(10))] }, cancellationToken: Cancellation);
        var tool = LlmTool.Create("look", Words(100), "{}", (_, _, _) => ValueTask.FromResult(ToolResult.Text("")));

        var own = await Client.ChatAsync(new OllamaChatRequest { Model = "own", Messages = [OllamaChatMessage.User("x")] }, cancellationToken: Cancellation);
        var withTool = await Client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("x")], Tools = [tool.ToDefinition()] }, cancellationToken: Cancellation);

        Assert.Equal((3 * Around) + 31 + Tail, own.PromptEvalCount);
        Assert.InRange(withTool.PromptEvalCount!.Value, 110, 150);
    }

    [Fact]
    public async Task A_picture_takes_768_tokens_and_is_never_cut()
    {
        using var client = Over(new OllamaEmulator(new EmulatorOptions { Models = { new EmulatedModel("eyes") { Capabilities = [ModelCapability.Completion, ModelCapability.Vision] } } }));
        OllamaChatMessage Picture(byte seed) => new() { Role = "user", Content = "look", Images = [LlmImage.FromBytes(new[] { seed })] };

        var one = await client.ChatAsync(Request([Picture(1)]), cancellationToken: Cancellation);
        var three = await client.ChatAsync(Request([Picture(1), Picture(2), Picture(3)]), cancellationToken: Cancellation);
        var failure = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync(Request([Picture(1) with { Content = Words(1500) }]), cancellationToken: Cancellation));

        Assert.Equal(Around + 769 + Tail, one.PromptEvalCount);
        Assert.Equal((2 * (Around + 769)) + Tail, three.PromptEvalCount);
        Assert.Equal(ApiErrorKind.ContextLength, failure.Kind);

        // Too small for a model with eyes: the server takes 2048.
        static OllamaChatRequest Request(IReadOnlyList<OllamaChatMessage> messages) => new() { Model = "eyes", Messages = messages, Options = new() { NumCtx = 100 } };
    }

    private static OllamaClient Over(OllamaEmulator emulator) => new(new OllamaClientOptions { Endpoint = "http://127.0.0.1", Handler = emulator });

    private static string Words(int count) => string.Concat(Enumerable.Repeat(" word", count));

    private async Task<long?> CountAsync(int window, params OllamaChatMessage[] messages) =>
        (await Client.ChatAsync(new OllamaChatRequest { Messages = messages, Options = new() { NumCtx = window } }, cancellationToken: Cancellation)).PromptEvalCount;
}
