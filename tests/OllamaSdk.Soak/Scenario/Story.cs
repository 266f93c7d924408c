using System.Text.Json;
using System.Text.Encodings.Web;

namespace OllamaSdk.Soak.Scenario;

/// <summary>A typed answer, with a checksum of its own.</summary>
/// <param name="Title">Some words.</param>
/// <param name="Number">Which one it is.</param>
/// <param name="Check">The checksum of both.</param>
[LlmSchema]
internal sealed partial record Story(string Title, int Number, string Check)
{
    /// <summary>As the model writes it.</summary>
    public string Json => $$"""{"{{Names.Title}}":"{{JsonEncodedText.Encode(Title, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}","{{Names.Number}}":{{Number}},"{{Names.Check}}":"{{Check}}"}""";

    private static class Names
    {
        public const string Title = "title";
        public const string Number = "number";
        public const string Check = "check";
    }
}
