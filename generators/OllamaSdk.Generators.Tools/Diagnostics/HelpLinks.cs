namespace OllamaSdk.Generators.Tools.Diagnostics;

/// <summary>Where an editor leads who asks what a diagnostic means: a page for each, in docs/diagnostics.</summary>
internal static class HelpLinks
{
    // The repository has no public address yet, and one made up could be anybody's; .example is nobody's. It must be set here before the first release.
    public const string Root = "https://ollamasdk.example/docs/diagnostics/";
}
