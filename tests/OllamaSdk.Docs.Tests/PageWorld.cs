using OllamaSdk.Testing;

namespace OllamaSdk.Docs.Tests;

/// <summary>
/// What a program of a page finds when it is run: a server at the default address, a few files, and a terminal. One at a time, since
/// environment, folder and terminal belong to the process.
/// </summary>
internal sealed class PageWorld : IAsyncDisposable
{
    private readonly StringWriter _output = new();
    private readonly TextWriter _terminal = Console.Out;
    private readonly string _before = Environment.CurrentDirectory;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ollama-sdk-page");
    private readonly OllamaEmulator _emulator;
    private readonly List<EmulatorListener> _listeners = [];

    private PageWorld(OllamaEmulator emulator)
    {
        _emulator = emulator;
        // The configuration of the hosts that pages build.
        Environment.SetEnvironmentVariable("Llm__Targets__0__Provider", "ollama");
        Environment.SetEnvironmentVariable("Llm__Targets__0__Model", "llama3.2");
        Environment.CurrentDirectory = _folder.FullName;
        File.WriteAllLines("texts.txt", ["The sky is blue.", "The sea is deep."]);
        File.WriteAllBytes("photo.jpg", [0xFF, 0xD8, 0xFF, 0xD9]);
        Console.SetOut(_output);
    }

    /// <summary>Whether a model was sent the result of a tool.</summary>
    public bool HasRunTools => _emulator.Requests.Any(request => request.Body.Contains("\"role\":\"tool\"", StringComparison.Ordinal));

    public string Output => _output.ToString();

    public static async Task<PageWorld> StartAsync()
    {
        var options = new EmulatorOptions { Account = new OllamaAccount { Name = "reader" } };
        IReadOnlyList<ModelCapability> all = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking, ModelCapability.Vision];
        foreach (string name in (string[])["llama3.2", "qwen3", "gemma3"])
        {
            options.Models.Add(new EmulatedModel(name) { Capabilities = all });
            options.Registry.Add(new EmulatedModel(name) { Capabilities = all });
        }

        options.Models.Add(new EmulatedModel("phonon"));
        options.Models.Add(new EmulatedModel("all-minilm") { Capabilities = [ModelCapability.Embedding] });
        options.Models.Add(new EmulatedModel("nimble") { Capabilities = [ModelCapability.Decision] });
        var world = new PageWorld(new OllamaEmulator(options));
        string address = await world.ListenAsync();
        Environment.SetEnvironmentVariable("OLLAMA_HOST", address);
        // What an app host gives to the programs that it starts.
        Environment.SetEnvironmentVariable("ConnectionStrings__chat", $"Endpoint={address};Model=llama3.2");
        return world;
    }

    /// <summary>One more server, and its address.</summary>
    public async Task<string> ListenAsync()
    {
        _listeners.Add(await _emulator.ListenAsync());
        return _listeners[^1].Endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        Console.SetOut(_terminal);
        Environment.CurrentDirectory = _before;
        foreach (string variable in (string[])["OLLAMA_HOST", "Llm__Targets__0__Provider", "Llm__Targets__0__Model", "ConnectionStrings__chat"])
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        _emulator.Dispose();
        _folder.Delete(recursive: true);
    }
}
