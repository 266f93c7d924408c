using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>The emulator, Kestrel included: native programs serve it and are tested with it.</summary>
internal static class EmulatorScenarios
{
    public static async Task PortAsync()
    {
        using var emulator = new OllamaEmulator();
        emulator.When("weather").Fail(Fault.Reset).CallTool("get_weather", """{"city":"Paris"}""");
        await using var listener = await emulator.ListenAsync();
        using var client = new OllamaClient(listener.Endpoint);

        var failure = await Checks.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("weather?", "demo", new CallOptions { MaxRetries = 0 }));
        Checks.Same(ConnectionPhase.ReceiveHeaders, failure.Phase, "the phase of the failure");

        string? tool = null;
        await foreach (var chunk in client.ChatStreamAsync("weather?", "demo"))
        {
            tool ??= chunk.Message?.ToolCalls?[0].Function?.Name;
        }

        Checks.Same("get_weather", tool, "the tool that is called");
        Checks.Same("weather?", emulator.Requests[1].Json.GetProperty("messages")[0].GetProperty("content").GetString(), "the question as it was received");
    }
}
