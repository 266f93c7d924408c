using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>Methods from one operation: one for a single answer, one for a stream, or both.</summary>
internal static class OperationReader
{
    private static readonly HashSet<string> Keywords =
        ["operationId", "tags", "summary", "description", "parameters", "requestBody", "responses", "deprecated", "servers"];

    public static IEnumerable<ApiMethod> Read(Place operation, string path, string verb)
    {
        if (operation.Flag("x-dotnet-skip"))
        {
            yield break;
        }

        operation.AllowOnly("an operation", Keywords);
        if (operation.Text("operationId") is not { } id)
        {
            operation.Report("has no operationId; write one, it names the C# method");
            yield break;
        }

        var name = Names.Of(operation, id);
        var parameters = ParameterReader.Read(operation, path);
        var failures = ReadFailures(operation);
        var obsolete = operation.Text("x-dotnet-obsolete");
        var documentation = ReadDocumentation(operation, path, verb);
        foreach (var answer in AnswerReader.Read(operation))
        {
            yield return new(
                $"{name}{(answer.IsStream ? "Stream" : "")}Async",
                Names.Pascal(verb),
                path,
                answer.MediaType,
                answer.ReturnType,
                answer.Description,
                parameters,
                failures,
                obsolete,
                documentation);
        }
    }

    private static Documentation ReadDocumentation(Place operation, string path, string verb)
    {
        if (operation.Text("summary") is not { } summary)
        {
            operation.Report("has no summary; write one, it becomes the documentation comment");
            return Documentation.From("");
        }

        return Documentation.From(
            $"{summary}\n\n{operation.Text("description")}",
            [.. Descriptions.Notes(operation), .. ReadServers(operation), $"Sent as `{verb.ToUpperInvariant()} {path}`."]);
    }

    /// <summary>Where the operation is to be found, if not on the servers of the whole description.</summary>
    private static IEnumerable<string> ReadServers(Place operation)
    {
        foreach (var server in operation.Find("servers")?.Items ?? [])
        {
            if (server.Text("url") is { } url)
            {
                yield return $"Only at `{url}`. {Descriptions.Required(server)}";
            }
        }
    }

    /// <summary>What each status outside of 200 to 299 means.</summary>
    private static List<string> ReadFailures(Place operation)
    {
        var failures = new List<string>();
        foreach (var (status, reference) in operation.Find("responses")?.Members ?? [])
        {
            if (!status.StartsWith('2') && reference.Resolve() is { } response)
            {
                failures.Add($"{status}: {Descriptions.Required(response)}");
            }
        }

        return failures;
    }
}
