using OllamaSdk.Testing;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>The emulator on a port, in a process of its own; like <see cref="BenchServer"/> it prints its port and ends with its input.</summary>
internal static class EmulatorServer
{
    public static async Task RunAsync()
    {
        using var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync();
        await Console.Out.WriteLineAsync($"{listener.Port}");
        await Console.Out.FlushAsync();
        await Console.In.ReadToEndAsync();
    }
}
