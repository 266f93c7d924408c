using System.Text;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>A conversation with a tool, streamed, then saved and gone on with by a fresh client: over each of the three clients.</summary>
internal static class ConversationScenarios
{
    public static async Task NativeAsync()
    {
        using var emulator = Emulator();
        using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        using var other = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        await CheckAsync(client.StartConversation(null, "Be brief.", TravelTools.LlmTools), stream => other.LoadConversationAsync(stream, TravelTools.LlmTools), emulator);
    }

    public static async Task OpenAIAsync()
    {
        using var emulator = Emulator();
        using var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = emulator, DefaultModel = "demo" });
        using var other = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = emulator, DefaultModel = "demo" });
        await CheckAsync(client.StartConversation(null, "Be brief.", TravelTools.LlmTools), stream => other.LoadConversationAsync(stream, TravelTools.LlmTools), emulator);
    }

    public static async Task LlmAsync()
    {
        using var emulator = Emulator();
        using var client = new LlmClient(new LlmClientOptions { Handler = emulator, Targets = { new LlmTarget(LlmProviders.Ollama, "demo") } });
        using var other = new LlmClient(new LlmClientOptions { Handler = emulator, Targets = { new LlmTarget(LlmProviders.OllamaV1, "demo") } });
        await CheckAsync(client.StartConversation(null, "Be brief.", TravelTools.LlmTools), stream => other.LoadConversationAsync(stream, TravelTools.LlmTools), emulator);
    }

    private static OllamaEmulator Emulator()
    {
        var emulator = new OllamaEmulator();
        emulator.When("warm").CallTool("Temperature", """{"city":"Köln","unit":"fahrenheit"}""");
        emulator.When("21 Fahrenheit in Köln").Answer("Größer als 20.", thinking: "It was told.");
        emulator.When("sure").Answer("Yes.");
        return emulator;
    }

    private static async Task CheckAsync<TConversation, TMessage, TAnswer>(
        Conversation<TMessage, TAnswer> first, Func<Stream, Task<TConversation>> load, OllamaEmulator emulator)
        where TConversation : Conversation<TMessage, TAnswer>
        where TMessage : class
        where TAnswer : class
    {
        using var page = new MemoryStream();
        await first.SendStreamAsync("Is it warm?").CopyTextToAsync(page);
        Checks.Same("Größer als 20.", Encoding.UTF8.GetString(page.ToArray()), "the streamed text");

        using var file = new MemoryStream();
        await first.SaveAsync(file);
        file.Position = 0;
        var second = await load(file);
        Checks.Same(first.ToJson(), second.ToJson(), "the conversation after loading");

        Checks.Same("Yes.", (await second.SendAsync("Are you sure?")).Text, "the answer of the second conversation");
        Checks.Same(
            "system, user, assistant, tool, assistant, user",
            string.Join(", ", emulator.Requests[^1].Json.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString())),
            "the history that was sent");
    }
}
