namespace OllamaSdk.Testing.Emulator.Script;

/// <summary>A request that is being answered, known to everything that takes part without being handed from one to the next.</summary>
internal sealed class Exchange(string path)
{
    private static readonly AsyncLocal<Exchange?> Local = new();

    public static Exchange? Current
    {
        get => Local.Value;
        set => Local.Value = value;
    }

    public string Path { get; } = path;

    /// <summary>What the script has for this request, as soon as that is known.</summary>
    public ScriptStep? Step { get; set; }
}
