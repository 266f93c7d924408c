namespace OllamaSdk.Sbom;

/// <summary>Writes what a package is made of into it, and holds what all packages are made of against the list that is committed.</summary>
internal static class SbomTool
{
    public const string Usage = """
        usage: dotnet run --project generators/OllamaSdk.Sbom                     writes src/packages.txt anew, after a restore
               dotnet run --project generators/OllamaSdk.Sbom -- --check          compares it with what the restore has found
               dotnet OllamaSdk.Sbom.dll ASSETS ID VERSION LICENSE OUTPUT         writes the bill of one package; the build does
        """;

    /// <returns>0 when all is well, 1 for differences, 2 for wrong arguments.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            switch (args)
            {
                case [] or ["--check"]:
                    return new PackageList(Repository()).Run(check: args.Length > 0, output, error);
                case [var assets, var id, var version, var license, var file]:
                    File.WriteAllBytes(file, Bill.Write(id, version, license, AssetsFile.Read(assets)));
                    return 0;
                default:
                    error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            error.WriteLine(e.Message);
            return 2;
        }
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OllamaSdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidDataException($"The repository was not found above the working folder.\n{Usage}");
    }
}
