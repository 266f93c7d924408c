using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>The interface of one tag with Refit's attributes; Refit's generator implements it.</summary>
internal static class InterfaceWriter
{
    public static string Write(ApiDescription api, ApiInterface type)
    {
        var writer = new CodeWriter().Header(api.Source, type.Pointer)
            .Line("using Refit;")
            .Line()
            .Line($"namespace {api.Namespace};")
            .Line()
            .Document(type.Documentation)
            .Open($"public interface {type.Name} : I{api.Folder}Api");
        for (var index = 0; index < type.Methods.Count; index++)
        {
            if (index > 0)
            {
                writer.Line();
            }

            WriteMethod(writer, type.Methods[index]);
        }

        return writer.Close().ToString();
    }

    private static void WriteMethod(CodeWriter writer, ApiMethod method)
    {
        writer.Document(method.Documentation);
        foreach (var parameter in method.Parameters)
        {
            writer.Element("param", parameter.Description, $" name=\"{parameter.Name}\"");
        }

        writer.Element("param", "Settings for this call only; those of the client where absent.", " name=\"options\"")
            .Element("param", "Ends the call and closes its connection, which also makes the server stop.", " name=\"cancellationToken\"");
        if (method.ReturnDescription is { } description)
        {
            writer.Element("returns", description);
        }

        foreach (var failure in method.Failures)
        {
            writer.Element("exception", failure, " cref=\"LlmApiException\"");
        }

        string[] parameters =
        [
            .. method.Parameters.Select(Declare),
            "[Property] CallOptions? options = null",
            "CancellationToken cancellationToken = default",
        ];
        if (method.Obsolete is { } warning)
        {
            writer.Line($"[Obsolete({Literal.Of(warning)})]");
        }

        writer.Line($"[{method.Verb}({Literal.Of(method.Path)})]")
            .Line($"[Headers({Literal.Of($"Accept: {method.Accept}")})]")
            .Line($"{method.ReturnType} {method.Name}({string.Join(", ", parameters)});");
    }

    private static string Declare(MethodParameter parameter)
    {
        string[] attributes =
        [
            .. parameter.Kind switch
            {
                ParameterKind.Body => new[] { "Body" },
                ParameterKind.Query => ["Query"],
                ParameterKind.Header => [$"Header({Literal.Of(parameter.WireName)})"],
                _ => [],
            },
            .. parameter.Kind is ParameterKind.Path or ParameterKind.Query && parameter.WireName != parameter.Name
                ? new[] { $"AliasAs({Literal.Of(parameter.WireName)})" }
                : [],
        ];
        var prefix = attributes.Length == 0 ? "" : $"[{string.Join(", ", attributes)}] ";
        return parameter.Required ? $"{prefix}{parameter.Type} {parameter.Name}" : $"{prefix}{parameter.Type}? {parameter.Name} = null";
    }
}
