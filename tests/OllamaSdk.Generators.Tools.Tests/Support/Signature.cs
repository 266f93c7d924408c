using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>
/// One method of the table in Signatures/, with what the comments above it promise: the schema of its parameters, and argument texts with
/// what comes of them.
/// </summary>
internal sealed partial record Signature(string Name, string Schema, IReadOnlyList<SignatureCall> Calls)
{
    /// <summary>
    /// Reads <c>//schema {"x": …} required x</c> (without "required": all of them), then lines such as
    /// <c>//right {"x":1} => 1</c> and <c>//wrong {"x":"1"} =! argument 'x': …</c>, up to the method they stand above.
    /// </summary>
    public static IEnumerable<Signature> Parse(string source)
    {
        var schema = "";
        var calls = new List<SignatureCall>();
        foreach (var line in source.Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith("//schema ", StringComparison.Ordinal))
            {
                schema = ToSchema(line["//schema ".Length..]);
            }
            else if (CallLine().Match(line) is { Success: true } match)
            {
                calls.Add(new(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value == "=!", match.Groups[4].Value));
            }
            else if (schema.Length > 0 && MethodLine().Match(line) is { Success: true } method)
            {
                yield return new(method.Groups[1].Value, schema, calls);
                (schema, calls) = ("", []);
            }
        }
    }

    private static string ToSchema(string text)
    {
        var parts = text.Split(" required ");
        var properties = JsonNode.Parse(parts[0])!.AsObject();
        var defs = properties["$defs"];
        properties.Remove("$defs");
        var required = parts.Length == 1 ? properties.Select(p => p.Key) : parts[1].Split(',').Select(n => n.Trim()).Where(n => n != "none");
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Any())
        {
            schema["required"] = new JsonArray([.. required.Select(n => JsonValue.Create(n))]);
        }

        if (defs is not null)
        {
            schema["$defs"] = defs;
        }

        return schema.ToJsonString();
    }

    [GeneratedRegex(@"^//(right|wrong|hostile) (.*?) (=>|=!) (.*)$")]
    private static partial Regex CallLine();

    [GeneratedRegex(@"^(?:public|private|internal) .*?@?(\w+)\(")]
    private static partial Regex MethodLine();
}

/// <summary>An argument text, which is right, wrong or hostile, and the result or the error that it gives.</summary>
internal sealed record SignatureCall(string Kind, string Arguments, bool IsError, string Content);
