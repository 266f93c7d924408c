namespace OllamaSdk.Generators.Tools.Diagnostics;

/// <summary>Where an editor leads who asks what a diagnostic means: a page for each, in docs/diagnostics.</summary>
internal static class HelpLinks
{
    public const string Root = BuildInfo.PagesUrl + "docs/diagnostics/";
}
