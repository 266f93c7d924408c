using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Http.Diagnostics;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>Reads <c>[Headers]</c>: "Name: value" sets, a bare "Name" removes.</summary>
internal static class HeaderParser
{
    /// <summary>Adds the headers of a symbol to those that stand already: the same name replaces, in any case.</summary>
    public static void Merge(ISymbol symbol, List<HeaderModel> headers, DiagnosticBag report)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (!HttpNames.Is(attribute.AttributeClass, HttpNames.Namespace, "HeadersAttribute"))
            {
                continue;
            }

            foreach (var text in attribute.Texts())
            {
                if (Parse(text) is not { } header)
                {
                    report.Add(Descriptors.HeaderText, attribute, text ?? "null");
                    continue;
                }

                headers.RemoveAll(h => string.Equals(h.Name, header.Name, StringComparison.OrdinalIgnoreCase));
                if (header.Value is not null)
                {
                    headers.Add(header);
                }
            }
        }
    }

    /// <summary>Whether the text is a field name as RFC 9110 (5.1, 5.6.2) has it.</summary>
    public static bool IsName(string? text)
    {
        foreach (var c in text ?? "")
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')) && "!#$%&'*+-.^_`|~".IndexOf(c) < 0)
            {
                return false;
            }
        }

        return text?.Length > 0;
    }

    private static HeaderModel? Parse(string? text)
    {
        var colon = text?.IndexOf(':') ?? -1;
        var name = colon < 0 ? text?.Trim() : text!.Substring(0, colon).Trim();
        var value = colon < 0 ? null : text!.Substring(colon + 1).Trim();
        return IsName(name) && !HasControl(value) ? new(name!, value) : null;
    }

    private static bool HasControl(string? text)
    {
        foreach (var c in text ?? "")
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }
}
