namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>What is known of one API, and the two things that must agree with it.</summary>
/// <param name="Described">The description.</param>
/// <param name="Code">The compiled library.</param>
/// <param name="Routes">The methods by verb and path.</param>
/// <param name="Fields">The wire names by object.</param>
/// <param name="Words">The known words by open string.</param>
internal sealed record ApiFacts(
    Described Described,
    GeneratedCode Code,
    IReadOnlyDictionary<string, string[]> Routes,
    IReadOnlyDictionary<string, string[]> Fields,
    IReadOnlyDictionary<string, string[]> Words)
{
    /// <summary>In place of a method, where a route is described but has none.</summary>
    public const string NoMethod = "-";

    public static ApiFacts Native { get; } = new(
        new("ollama.yaml"), new("OllamaSdk", "IOllama"), NativeRoutes.Methods, NativeFields.BySchema, NativeFields.Words);

    public static ApiFacts OpenAI { get; } = new(
        new("openai.yaml"), new("OllamaSdk.OpenAI", "IOpenAI"), OpenAIRoutes.Methods, OpenAIFields.BySchema, OpenAIFields.Words);

    public static IReadOnlyDictionary<string, ApiFacts> All { get; } =
        new Dictionary<string, ApiFacts>(StringComparer.Ordinal) { ["native"] = Native, ["openai"] = OpenAI };
}
