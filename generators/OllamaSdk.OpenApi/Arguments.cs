namespace OllamaSdk.OpenApi;

/// <summary>What the command line asks for.</summary>
/// <param name="Descriptions">The folder with the YAML files.</param>
/// <param name="Output">The folder for the C# files.</param>
/// <param name="Check">Only compare.</param>
internal sealed record Arguments(string Descriptions, string Output, bool Check)
{
    public const string Usage = "usage: dotnet run --project generators/OllamaSdk.OpenApi -- [--check] [--descriptions DIR] [--out DIR]";

    /// <exception cref="ArgumentException">An argument is not known, or the folder of the repository cannot be found.</exception>
    public static Arguments Parse(string[] args)
    {
        string? descriptions = null, output = null;
        var check = false;
        for (var index = 0; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--check":
                    check = true;
                    break;
                case "--descriptions" when index + 1 < args.Length:
                    descriptions = args[++index];
                    break;
                case "--out" when index + 1 < args.Length:
                    output = args[++index];
                    break;
                default:
                    throw new ArgumentException($"'{args[index]}' is not an argument, or its value is missing.\n{Usage}");
            }
        }

        return new(
            descriptions ?? Path.Combine(Repository(), "openapi"),
            output ?? Path.Combine(Repository(), "src", "OllamaSdk", "Api", "Generated"),
            check);
    }

    /// <summary>The repository, looked for upwards from the working folder and then from the program.</summary>
    private static string Repository()
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "OllamaSdk.sln")) || File.Exists(Path.Combine(folder.FullName, "openapi", "ollama.yaml")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new ArgumentException($"The repository was not found above the working folder; run from inside it, or give both folders.\n{Usage}");
    }
}
