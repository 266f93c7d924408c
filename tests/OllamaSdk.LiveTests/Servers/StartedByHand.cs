using System.Diagnostics;
using OllamaSdk.LiveTests.Models;

namespace OllamaSdk.LiveTests.Servers;

/// <summary>A llama-server that somebody else has started, and the launcher knows nothing of.</summary>
internal sealed class StartedByHand : LiveServer, IAsyncDisposable
{
    private readonly Process _process;
    private readonly ModelFolder _folder;

    private StartedByHand(OllamaServerOptions options, ModelFolder folder, TinyModel model, string[] arguments)
        : base(LlmProviders.LlamaCpp, options.Endpoint!, model.Name)
    {
        Options = options;
        _folder = folder;
        string[] all = ["--model", options.Model!, "--port", $"{new Uri(options.Endpoint!).Port}", .. options.Arguments, .. arguments];
        _process = Process.Start(new ProcessStartInfo(options.Program!, all) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        // What is written must be read, or it stands still.
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>How the launcher would have started it.</summary>
    public OllamaServerOptions Options { get; }

    public bool HasExited => _process.HasExited;

    public static StartedByHand Start(TinyModel model, params string[] arguments)
    {
        var folder = new ModelFolder();
        return new StartedByHand(LlamaServer.OptionsFor(model, folder.Add(model)), folder, model, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
