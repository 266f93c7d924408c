using OllamaSdk;
using OllamaSdk.Testing;

/// <summary>So that the program answers on every machine. Take it out, and the package OllamaSdk.Testing with it, where there is always a server.</summary>
static class Server
{
    /// <summary>Looks for a server that has the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="endpoint">Where the server is; without it that of OLLAMA_HOST, or Ollama on this machine.</param>
    /// <returns>What answers in its place where there is none: an emulator, which is no model. Nothing where there is one.</returns>
    public static async Task<OllamaEmulator?> StandInAsync(string model, string? endpoint = null)
    {
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = endpoint, Retry = { MaxRetries = 0 } });
        try
        {
            await client.ShowModelAsync(model);
            return null;
        }
        catch (LlmException e) when (e is LlmConnectionException or LlmTimeoutException or LlmModelNotFoundException)
        {
            Console.Error.WriteLine($"{e.Message}\nSo the emulator answers, which is no model. For a real answer install Ollama, and run: ollama pull {model}\n");
            return new OllamaEmulator(new EmulatorOptions
            {
                Models = { new EmulatedModel(model) { Capabilities = [ModelCapability.Completion, ModelCapability.Tools] } },
            });
        }
    }
}
