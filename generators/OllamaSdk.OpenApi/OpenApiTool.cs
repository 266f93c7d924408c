using OllamaSdk.OpenApi.Emission;
using OllamaSdk.OpenApi.Model;
using OllamaSdk.OpenApi.Reading;

namespace OllamaSdk.OpenApi;

/// <summary>The whole run: read all descriptions, stop at problems, then write or compare.</summary>
internal static class OpenApiTool
{
    /// <returns>0 when all is well, 1 for problems and differences, 2 for wrong arguments.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        Arguments arguments;
        try
        {
            arguments = Arguments.Parse(args);
        }
        catch (ArgumentException exception)
        {
            error.WriteLine(exception.Message);
            return 2;
        }

        var (apis, problems) = ReadAll(arguments.Descriptions);
        if (problems.Count > 0)
        {
            foreach (var problem in problems)
            {
                error.WriteLine(problem);
            }

            return 1;
        }

        var files = Emitter.Emit(apis);
        return arguments.Check ? Check(arguments.Output, files, output, error) : Write(arguments.Output, files, output);
    }

    private static (IReadOnlyList<ApiDescription> Apis, IReadOnlyList<Problem> Problems) ReadAll(string folder)
    {
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml") : [];
        if (paths.Length == 0)
        {
            return ([], [new(folder, 1, "/", "has no .yaml files; give the folder of the descriptions with --descriptions")]);
        }

        var apis = new List<ApiDescription>();
        var problems = new List<Problem>();
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path).Replace('\\', '/');
            var shown = relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
            var (api, found) = DescriptionReader.Read(path, shown);
            problems.AddRange(found);
            if (api is not null)
            {
                problems.AddRange(Clashes(shown, api, apis));
                apis.Add(api);
            }
        }

        return (apis, problems);
    }

    /// <summary>One JSON context holds all models, and it names what it generates by the type's simple name.</summary>
    private static IEnumerable<Problem> Clashes(string file, ApiDescription api, List<ApiDescription> others) =>
        from type in api.Types
        from other in others
        where other.Types.Any(known => known.Name == type.Name)
        select new Problem(file, 1, type.Pointer, $"{other.Source} has a type '{type.Name}' too; give this one another name with x-dotnet-name");

    private static int Write(string folder, IReadOnlyList<GeneratedFile> files, TextWriter output)
    {
        var changed = OutputFolder.Compare(folder, files).Count;
        OutputFolder.Write(folder, files);
        output.WriteLine($"{files.Count} files, {changed} changed.");
        return 0;
    }

    private static int Check(string folder, IReadOnlyList<GeneratedFile> files, TextWriter output, TextWriter error)
    {
        var differences = OutputFolder.Compare(folder, files);
        if (differences.Count == 0)
        {
            output.WriteLine($"{files.Count} files are up to date.");
            return 0;
        }

        foreach (var difference in differences)
        {
            error.WriteLine(difference);
        }

        error.WriteLine("The generated files are not those of the descriptions; run: dotnet run --project generators/OllamaSdk.OpenApi");
        return 1;
    }
}
