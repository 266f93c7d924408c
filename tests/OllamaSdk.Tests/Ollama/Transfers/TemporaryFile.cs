namespace OllamaSdk.Tests.Transfers;

/// <summary>A file, or a folder of files, that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ollamasdk-tests-");

    public TemporaryFile(string text) => Path = Add("model.gguf", text);

    public string Path { get; }

    public string Folder => _folder.FullName;

    public string Name => System.IO.Path.GetFileName(Path);

    public string Add(string name, string text)
    {
        var path = System.IO.Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
