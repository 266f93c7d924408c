using System.Text.Json;
using OllamaSdk.Testing;
using OllamaSharp;
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;

namespace ForeignClients;

/// <summary>OllamaSharp asks the emulator for words.</summary>
public sealed class OllamaSharpTests : ForeignTest
{
    [Fact]
    public async Task Chats_and_reads_the_counts()
    {
        using var client = Client();
        Emulator.When("sky").Answer("Because of the light.");

        var done = await ChatAsync(client, new ChatRequest { Model = "demo", Messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Why is the sky blue?")] });

        Assert.Equal(("Because of the light.", "stop", 5), (done.Message.Content, done.DoneReason, done.EvalCount));
        Assert.True(done.PromptEvalCount > 10 && done.TotalDuration > done.EvalDuration && done.LoadDuration > 0 && done.PromptEvalDuration > 0);
    }

    [Fact]
    public async Task Streams_token_by_token()
    {
        using var client = Client();
        Emulator.When("sky").Answer("Because of the light.");
        var chunks = new List<ChatResponseStream?>();

        await foreach (var chunk in client.ChatAsync(new ChatRequest { Model = "demo", Messages = [new(ChatRole.User, "sky")] }, Cancellation))
        {
            chunks.Add(chunk);
        }

        Assert.Equal(["Because", " of", " the", " light", ".", ""], chunks.Select(chunk => chunk!.Message.Content));
        Assert.Equal("stop", Assert.IsType<ChatDoneResponseStream>(chunks[^1]).DoneReason);
        Assert.All(chunks, chunk => Assert.Equal(("demo", ChatRole.Assistant), (chunk!.Model, chunk.Message.Role)));
    }

    [Fact]
    public async Task Keeps_a_conversation()
    {
        using var client = Client();
        Emulator.When("sky").Answer("Light.");
        Emulator.When("sea").Answer("The sky.");
        var chat = new Chat(client, "Be brief.");

        Assert.Equal("Light.", await chat.SendAsync("Why is the sky blue?", Cancellation).StreamToEndAsync());
        Assert.Equal("The sky.", await chat.SendAsync("And the sea?", Cancellation).StreamToEndAsync());

        Assert.Equal(["system", "user", "assistant", "user", "assistant"], chat.Messages.Select(message => message.Role?.ToString()));
        Assert.Equal(4, Emulator.Requests[^1].Json.GetProperty("messages").GetArrayLength());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_a_tool_and_tells_its_result(bool stream)
    {
        using var client = Client();
        Emulator.When("weather").CallTool("get_weather", """{"city":"Paris","days":2}""");
        Emulator.When("21 degrees").Answer("It is warm.");
        var tool = new Tool
        {
            Function = new()
            {
                Name = "get_weather",
                Description = "The weather of a city.",
                Parameters = new() { Properties = new() { ["city"] = new() { Type = "string", Description = "Its name." } }, Required = ["city"] },
            },
        };
        List<Message> messages = [new(ChatRole.User, "What is the weather?")];

        var call = await ChatAsync(client, new ChatRequest { Model = "demo", Messages = messages, Tools = [tool], Stream = stream });
        var function = Assert.Single(call.Message.ToolCalls!).Function!;
        messages.Add(call.Message);
        messages.Add(new(ChatRole.Tool, "21 degrees") { ToolName = "get_weather" });
        var answer = await ChatAsync(client, new ChatRequest { Model = "demo", Messages = messages, Tools = [tool], Stream = stream });

        Assert.Equal(("get_weather", "Paris", "2"), (function.Name, function.Arguments!["city"]?.ToString(), function.Arguments["days"]?.ToString()));
        Assert.StartsWith("call_", call.Message.ToolCalls!.Single().Id);
        Assert.Equal("It is warm.", answer.Message.Content);
    }

    [Fact]
    public async Task Thinks()
    {
        using var client = Client();
        Emulator.When("hard").Answer("42.", thinking: "Let me see.");

        var on = await ChatAsync(client, new ChatRequest { Model = "demo", Messages = [new(ChatRole.User, "hard")], Think = true });
        var high = await ChatAsync(client, new ChatRequest { Model = "demo", Messages = [new(ChatRole.User, "hard")], Think = ThinkValue.High });
        var off = await ChatAsync(client, new ChatRequest { Model = "demo", Messages = [new(ChatRole.User, "hard")], Think = false });

        Assert.Equal(("Let me see.", "42."), (on.Message.Thinking, on.Message.Content));
        Assert.Equal("Let me see.", high.Message.Thinking);
        Assert.Equal(("", "42."), (off.Message.Thinking ?? "", off.Message.Content));
    }

    [Fact]
    public async Task Answers_in_a_schema()
    {
        using var client = Client();
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{"age":{"type":"integer"},"name":{"type":"string"}},"required":["age","name"]}""");

        var answer = await ChatAsync(client, new ChatRequest { Model = "demo", Messages = [new(ChatRole.User, "Who?")], Format = schema });
        var loose = await ChatAsync(client, new ChatRequest { Model = "demo", Messages = [new(ChatRole.User, "Who?")], Format = "json" });

        Assert.Equal("""{"age":0,"name":"emulated"}""", answer.Message.Content);
        Assert.NotNull(JsonDocument.Parse(loose.Message.Content!));
    }

    [Fact]
    public async Task Shows_a_picture()
    {
        using var client = Client();
        Emulator.When("see").Answer("A pixel.");
        var image = Convert.ToBase64String(Picture);

        var chat = await ChatAsync(client, new ChatRequest { Model = "eyes", Messages = [new(ChatRole.User, "What do you see?", [image])] });
        var generated = await GenerateAsync(client, new GenerateRequest { Model = "eyes", Prompt = "What do you see?", Images = [image] });

        Assert.Equal(("A pixel.", "A pixel."), (chat.Message.Content, generated.Response));
        Assert.True(chat.PromptEvalCount > 768);
    }

    [Fact]
    public async Task Generates()
    {
        using var client = Client();
        Emulator.When("one").Answer("two");

        var whole = await GenerateAsync(client, new GenerateRequest { Model = "demo", Prompt = "one", System = "Count.", Think = false, Stream = false });
        var streamed = await GenerateAsync(client, new GenerateRequest { Model = "demo", Prompt = "one", System = "Count.", Think = false });

        Assert.Equal(("two", "stop", 1), (whole.Response, whole.DoneReason, whole.EvalCount));
        Assert.Equal((whole.Response, whole.PromptEvalCount), (streamed.Response, streamed.PromptEvalCount));
    }

    [Fact]
    public async Task Is_told_what_is_wrong()
    {
        using var client = Client();
        var unknown = await Assert.ThrowsAnyAsync<Exception>(() => ChatAsync(client, new ChatRequest { Model = "nobody", Messages = [new(ChatRole.User, "hi")] }));
        var toolless = await Assert.ThrowsAnyAsync<Exception>(() => ChatAsync(client, new ChatRequest { Model = "eyes", Messages = [new(ChatRole.User, "hi")], Tools = [new Tool { Function = new() { Name = "x" } }] }));
        var thoughtless = await Assert.ThrowsAnyAsync<Exception>(() => ChatAsync(client, new ChatRequest { Model = "eyes", Messages = [new(ChatRole.User, "hi")], Think = true }));
        Emulator.When("busy").Fail(Fault.Busy);
        var busy = await Assert.ThrowsAnyAsync<Exception>(() => ChatAsync(client, new ChatRequest { Model = "demo", Messages = [new(ChatRole.User, "busy")] }));

        Assert.Contains("404", unknown.Message + unknown.InnerException?.Message);
        Assert.Contains("does not support tools", toolless.Message);
        Assert.Contains("does not support thinking", thoughtless.Message);
        Assert.Contains("503", busy.Message + busy.InnerException?.Message);
    }

    private OllamaApiClient Client() => new(Endpoint, "demo");

    private static async Task<ChatDoneResponseStream> ChatAsync(OllamaApiClient client, ChatRequest request) =>
        (ChatDoneResponseStream)(await client.ChatAsync(request, Cancellation).StreamToEndAsync())!;

    private static async Task<GenerateDoneResponseStream> GenerateAsync(OllamaApiClient client, GenerateRequest request) =>
        (GenerateDoneResponseStream)(await client.GenerateAsync(request, Cancellation).StreamToEndAsync())!;
}
