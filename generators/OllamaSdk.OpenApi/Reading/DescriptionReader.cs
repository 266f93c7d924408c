using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using OllamaSdk.OpenApi.Model;
using YamlDotNet.Core;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>Reads one YAML file into the model of the writers, or into a list of problems.</summary>
internal static partial class DescriptionReader
{
    private const string KnownKeys = "x-dotnet-namespace, -folder, -interface, -name, -type, -returns, -skip and -obsolete";

    /// <param name="path">The file.</param>
    /// <param name="displayPath">Its path for messages.</param>
    public static (ApiDescription? Description, IReadOnlyList<Problem> Problems) Read(string path, string displayPath)
    {
        var converter = new YamlToJson();
        JsonNode? root;
        try
        {
            root = converter.Convert(File.ReadAllText(path));
        }
        catch (YamlException exception)
        {
            return (null, [new(displayPath, (int)exception.Start.Line, "/", $"is not YAML: {exception.Message}")]);
        }

        var file = new DescriptionFile(displayPath, root, converter.Lines);
        CheckStandard(file, root);
        var description = file.Problems.Count == 0 ? Read(file, Path.GetFileName(path)) : null;
        return (description, file.Problems);
    }

    /// <summary>
    /// Lets the OpenAPI library judge whether this is OpenAPI at all. What it accepts is then read from the JSON itself, where each keyword
    /// that would have no effect can be seen and refused.
    /// </summary>
    private static void CheckStandard(DescriptionFile file, JsonNode? root)
    {
        var result = OpenApiDocument.Parse(root?.ToJsonString() ?? "{}", "json");
        foreach (var error in result.Diagnostic?.Errors ?? [])
        {
            file.Report(PointerOf(error), $"is not valid OpenAPI: {error.Message}");
        }
    }

    /// <summary>Where an error is; of an unknown key the library says so only in the text.</summary>
    private static string PointerOf(OpenApiError error) => UnknownKey().Match(error.Message) is { Success: true } match
        ? JsonPointer.Append(match.Groups["pointer"].Value.TrimEnd('/'), match.Groups["key"].Value)
        : Uri.UnescapeDataString((error.Pointer ?? "").TrimStart('#')).TrimEnd('/');

    private static ApiDescription? Read(DescriptionFile file, string fileName)
    {
        var info = file.Root.Find("info")!;
        if (info.Text("x-dotnet-namespace") is not { } space || info.Text("x-dotnet-folder") is not { } folder)
        {
            info.Report("needs x-dotnet-namespace and x-dotnet-folder; they say where the C# goes");
            return null;
        }

        var types = file.Root.Find("components")?.Find("schemas") is { } schemas ? SchemaReader.Read(schemas) : [];
        var interfaces = InterfaceReader.Read(file.Root);
        foreach (var twice in types.Select(type => type.Name).Concat(interfaces.Select(type => type.Name)).GroupBy(name => name).Where(group => group.Count() > 1))
        {
            info.Report($"two types have the name '{twice.Key}'; rename one, or give it another name with x-dotnet-name");
        }

        ReportUnread(file, file.Root);
        return new($"openapi/{fileName}", space, folder, types, interfaces);
    }

    private static void ReportUnread(DescriptionFile file, Place place)
    {
        foreach (var (key, value) in place.Members)
        {
            if (key.StartsWith(Place.ExtensionPrefix, StringComparison.Ordinal) && !file.WasRead(value.Pointer))
            {
                value.Report($"'{key}' has no meaning here; the known keys are {KnownKeys}, see openapi/README.md for their places");
            }

            ReportUnread(file, value);
        }

        foreach (var item in place.Items)
        {
            ReportUnread(file, item);
        }
    }

    [GeneratedRegex(@"^(?<key>\S+) is not a valid property at #(?<pointer>\S*?)\.?$")]
    private static partial Regex UnknownKey();
}
