namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>What this machine has for native publishing.</summary>
internal static class Programs
{
    /// <summary>What a publish must be told where clang is missing.</summary>
    public static string[] Linker => Has("clang") ? [] : ["-p:CppCompilerAndLinker=gcc"];

    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
