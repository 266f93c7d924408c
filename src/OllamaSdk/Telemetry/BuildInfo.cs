namespace OllamaSdk;

/// <summary>What Directory.Build.props says: the build writes the constants. They are declared on the lowest floor that uses them.</summary>
internal static partial class BuildInfo;
