namespace OllamaSdk.Tests;

/// <summary>The answers of real servers in <c>Cases/field</c>.</summary>
internal static class FieldCase
{
    public static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "field", file)).TrimEnd('\n');
}
