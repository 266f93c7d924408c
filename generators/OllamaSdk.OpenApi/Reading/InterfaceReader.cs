using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>Interfaces from <c>/tags</c> and the operations that carry them.</summary>
internal static class InterfaceReader
{
    private static readonly HashSet<string> Verbs = ["get", "post", "put", "delete", "head"];

    public static IReadOnlyList<ApiInterface> Read(Place root)
    {
        var methods = new Dictionary<string, List<ApiMethod>>(StringComparer.Ordinal);
        foreach (var (path, item) in root.Find("paths")?.Members ?? [])
        {
            foreach (var (verb, operation) in item.Members)
            {
                if (!Verbs.Contains(verb))
                {
                    operation.Report($"'{verb}' is not supported in a path; use get, post, put, delete or head, and write parameters in the operation");
                    continue;
                }

                var tag = operation.Find("tags")?.Items.FirstOrDefault()?.AsText();
                if (tag is null || operation.Find("tags")!.Items.Count() != 1)
                {
                    operation.Report("needs exactly one tag; it names the interface");
                    continue;
                }

                foreach (var method in OperationReader.Read(operation, path, verb))
                {
                    methods.TryAdd(tag, []);
                    methods[tag].Add(method);
                }
            }
        }

        return ReadTags(root, methods);
    }

    private static List<ApiInterface> ReadTags(Place root, Dictionary<string, List<ApiMethod>> methods)
    {
        var interfaces = new List<ApiInterface>();
        foreach (var tag in root.Find("tags")?.Items ?? [])
        {
            var name = tag.Text("name") ?? "";
            if (tag.Text("x-dotnet-interface") is not { } type)
            {
                tag.Report("has no x-dotnet-interface; write the name of its C# interface");
                continue;
            }

            if (!methods.Remove(name, out var own))
            {
                tag.Report("no operation has this tag; remove it");
                continue;
            }

            foreach (var twice in own.GroupBy(method => method.Name).Where(group => group.Count() > 1))
            {
                tag.Report($"two operations become '{twice.Key}'; change an operationId");
            }

            interfaces.Add(new(type, tag.Pointer, Documentation.From(Descriptions.Required(tag)), own));
        }

        foreach (var name in methods.Keys.Order(StringComparer.Ordinal))
        {
            root.Report($"operations have the tag '{name}', which /tags does not describe; add it there with x-dotnet-interface");
        }

        return interfaces;
    }
}
