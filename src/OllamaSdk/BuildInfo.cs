namespace OllamaSdk;

/// <summary>What Directory.Build.props says: the build writes the constants. They are declared here so that every folder may use them.</summary>
internal static partial class BuildInfo;
