using OllamaSdk.Soak.Scenario;
using OllamaSdk.Testing;

namespace OllamaSdk.Soak.Servers;

/// <summary>An emulator on a port, which it can leave for a while and come back to.</summary>
internal sealed class EmulatorNode : INode
{
    private readonly OllamaEmulator _emulator;
    private EmulatorListener _listener;

    private EmulatorNode(string name, OllamaEmulator emulator, EmulatorListener listener) => (Name, _emulator, _listener, Port) = (name, emulator, listener, listener.Port);

    public string Name { get; }

    public int Port { get; }

    public static async Task<EmulatorNode> StartAsync(string name, TimeSpan tokenDelay)
    {
        var emulator = new OllamaEmulator(Options(tokenDelay));
        Teach(emulator);
        return new EmulatorNode(name, emulator, await emulator.ListenAsync());
    }

    public static EmulatorOptions Options(TimeSpan tokenDelay)
    {
        var options = new EmulatorOptions { TimeProvider = TimeProvider.System, TokenDelay = tokenDelay };
        options.Models.Add(new EmulatedModel(ModelNames.Chat) { Capabilities = [ModelCapability.Completion, ModelCapability.Tools] });
        options.Models.Add(new EmulatedModel(ModelNames.Embed) { Capabilities = [ModelCapability.Embedding] });
        for (var i = 0; i < ModelNames.Pullable; i++)
        {
            options.Registry.Add(new EmulatedModel(ModelNames.Pull(i)) { Size = 200_000 + i });
        }

        return options;
    }

    /// <summary>Breaks what is under way, and is gone for so long.</summary>
    public async Task RestartAsync(TimeSpan gone)
    {
        await _listener.DisposeAsync();
        await Task.Delay(gone);
        _listener = await _emulator.ListenAsync(Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _emulator.Dispose();
    }

    private static void Teach(OllamaEmulator emulator)
    {
        foreach (var tale in Tales.All)
        {
            emulator.When(tale.Prompt).Answer(tale.Answer);
        }

        foreach (var (prompt, story) in Tales.Typed)
        {
            emulator.When(prompt).Answer(story.Json);
        }

        foreach (var (fault, prompt) in ScriptedFaults.All)
        {
            emulator.When(prompt).Fail(fault);
        }
    }
}
