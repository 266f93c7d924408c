using System.Text.RegularExpressions;
using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>The parameters of a method: required ones first, then the body, then those that may be left out.</summary>
internal static partial class ParameterReader
{
    private static readonly HashSet<string> Keywords = ["name", "in", "description", "required", "schema", "example", "examples"];
    private static readonly string[] Scalars = ["string", "int", "long", "double", "bool", "DateTimeOffset"];
    private static readonly string[] Reserved = ["options", "cancellationToken"];

    public static IReadOnlyList<MethodParameter> Read(Place operation, string path)
    {
        var parameters = new List<MethodParameter>();
        foreach (var reference in operation.Find("parameters")?.Items ?? [])
        {
            if (reference.Resolve() is { } place && ReadParameter(place) is { } parameter)
            {
                parameters.Add(parameter);
            }
        }

        CheckPath(operation, path, parameters);
        List<MethodParameter> ordered =
        [
            .. parameters.Where(parameter => parameter.Required),
            .. ReadBody(operation),
            .. parameters.Where(parameter => !parameter.Required),
        ];
        foreach (var twice in ordered.Select(parameter => parameter.Name).Concat(Reserved).GroupBy(name => name).Where(group => group.Count() > 1))
        {
            operation.Report($"two parameters have the C# name '{twice.Key}'; give one another name with x-dotnet-name");
        }

        return ordered;
    }

    private static MethodParameter? ReadParameter(Place place)
    {
        place.AllowOnly("a parameter", Keywords);
        ParameterKind? kind = place.Text("in") switch
        {
            "path" => ParameterKind.Path,
            "query" => ParameterKind.Query,
            "header" => ParameterKind.Header,
            _ => null,
        };
        if (kind is null || place.Text("name") is not { } wireName || place.Find("schema") is not { } schema)
        {
            place.Report("needs a name, a schema and 'in: path', 'query' or 'header'");
            return null;
        }

        var type = TypeMapper.Map(schema);
        if (!Scalars.Contains(type))
        {
            schema.Report($"a parameter must be a text, a number, a truth value or a time, not {type}");
        }

        var name = Names.Of(place, wireName);
        return new(kind.Value, char.ToLowerInvariant(name[0]) + name[1..], wireName, type, place.Flag("required"), Descriptions.Required(place));
    }

    private static IEnumerable<MethodParameter> ReadBody(Place operation)
    {
        if (operation.Find("requestBody")?.Resolve() is not { } body)
        {
            yield break;
        }

        var contents = body.Find("content")?.Members.ToList() ?? [];
        if (contents is [("application/json", var json)] && json.Find("schema") is { } schema)
        {
            yield return new(ParameterKind.Body, "request", "", TypeMapper.Map(schema), true, Descriptions.Required(body));
        }
        else if (contents is [var (mediaType, raw)] && RawType(mediaType, raw) is { } type)
        {
            yield return new(ParameterKind.Body, "content", "", type, true, Descriptions.Required(body));
        }
        else
        {
            body.Report("a request body must be either application/json with a schema or application/octet-stream, and only one of them; any other needs a schema with x-dotnet-type: HttpContent");
        }
    }

    /// <summary>The type of a body that is sent as it is; <c>HttpContent</c> can say more about itself than a stream of bytes.</summary>
    private static string? RawType(string mediaType, Place content) => content.Find("schema") switch
    {
        null => mediaType == "application/octet-stream" ? "Stream" : null,
        var schema => schema.Text("x-dotnet-type") is "HttpContent" and var type ? type : null,
    };

    private static void CheckPath(Place operation, string path, List<MethodParameter> parameters)
    {
        var inPath = Placeholder().Matches(path).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        var described = parameters.Where(parameter => parameter.Kind == ParameterKind.Path).ToList();
        if (!inPath.SequenceEqual(described.Select(parameter => parameter.WireName).Order(StringComparer.Ordinal)) || described.Exists(parameter => !parameter.Required))
        {
            operation.Report($"the placeholders of '{path}' and the parameters with 'in: path' and 'required: true' must be the same");
        }
    }

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Placeholder();
}
