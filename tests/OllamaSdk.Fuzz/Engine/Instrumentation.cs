using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SharpFuzz;

namespace OllamaSdk.Fuzz.Engine;

/// <summary>Makes our assemblies beside this program count which of their branches are taken. A later build puts plain ones there again.</summary>
internal static class Instrumentation
{
    private static readonly string[] s_assemblies = ["OllamaSdk.dll", "OllamaSdk.Extensions.dll", "OllamaSdk.Testing.dll", "ollama-sdk.dll"];

    public static void Apply()
    {
        foreach (var name in s_assemblies)
        {
            var file = Path.Combine(AppContext.BaseDirectory, name);
            if (IsPlain(file))
            {
                Instrument(file);
            }
        }
    }

    // In a copy, so that another process of this program never meets half an assembly.
    private static void Instrument(string file)
    {
        var folder = Directory.CreateTempSubdirectory("fuzz");
        var copy = Path.Combine(folder.FullName, Path.GetFileName(file));
        File.Copy(file, copy);
        // It is done while its list of types is read.
        _ = Fuzzer.Instrument(copy, _ => true, Options.Value).Count();
        var beside = file + "." + Environment.ProcessId;
        File.Copy(copy, beside, overwrite: true);
        File.Move(beside, file, overwrite: true);
        folder.Delete(recursive: true);
    }

    private static bool IsPlain(string file)
    {
        using var portable = new PEReader(File.OpenRead(file));
        var metadata = portable.GetMetadataReader();
        return !metadata.AssemblyReferences.Any(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name) == "SharpFuzz.Common");
    }
}
