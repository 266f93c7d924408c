using OllamaSdk.LiveTests.Models;

namespace OllamaSdk.LiveTests.Servers;

/// <summary>A folder for models, gone with its owner. Skips the test where there is no server to read them.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly DirectoryInfo _folder;

    public ModelFolder()
    {
        Assert.True(File.Exists(LiveEnvironment.LlamaServer), $"There is no llama-server at {LiveEnvironment.LlamaServer}.");
        _folder = Directory.CreateTempSubdirectory("ollama-sdk-live-");
    }

    public string FullName => _folder.FullName;

    /// <returns>Where the model's file is.</returns>
    public string Add(TinyModel model) => model.WriteTo(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);
}
