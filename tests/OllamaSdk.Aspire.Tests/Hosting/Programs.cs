using System.Reflection;

namespace OllamaSdk.Aspire.Tests.Hosting;

/// <summary>Programs of this repository that an app host can run, as the build has told them.</summary>
internal static class Programs
{
    public static string Cli => Metadata("CliProgram")!;

    public static string StandInServer => Metadata("StandInServer")!;

    /// <summary>Why nothing can be run here; <see langword="null"/> where it can.</summary>
    public static string? NoOrchestrator => Metadata("dcpclipath") is { } path && File.Exists(path) ? null : "Aspire's orchestrator is not here.";

    private static string? Metadata(string key) =>
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
