namespace OllamaSdk.Tests;

/// <summary>Answers of real servers, byte for byte; what is expected of each stands in the index beside them.</summary>
internal static class FieldCase
{
    /// <param name="file">The name of the file.</param>
    public static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "field", file));
}
