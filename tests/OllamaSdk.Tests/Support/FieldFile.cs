namespace OllamaSdk.Tests;

/// <summary>What real servers answered, byte for byte; <c>index.json</c> beside the files says what is expected.</summary>
internal static class FieldFile
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "field", name));
}
