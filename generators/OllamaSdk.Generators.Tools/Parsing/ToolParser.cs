using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads one method with <c>[LlmTool]</c>.</summary>
internal sealed class ToolParser(Scope scope, TypeTable reads, TypeTable writes)
{
    private const int MaxNameLength = 64;

    private readonly Dictionary<string, string> _byName = [];
    private readonly List<(IParameterSymbol Parameter, MemberModel Argument)> _arguments = [];

    /// <summary>Tells what a server drops, once all types are known.</summary>
    public void ReportDropped()
    {
        var types = new Emission.TypeMap(reads.ToEquatableArray());
        foreach (var (parameter, argument) in _arguments)
        {
            DroppedKeywords.Report(parameter, argument, types, scope);
        }
    }

    public ToolModel? Parse(IMethodSymbol method, AttributeData attribute)
    {
        scope.UsesOnly(method);
        var name = attribute.Named("Name") as string ?? WithoutAsync(method.Name);
        // What cannot be a tool at all has no further fault worth telling.
        if (!CheckMethod(method))
        {
            return null;
        }

        var isFit = CheckName(method, name) & CheckTimeout(method, attribute, out var timeout);
        var parameters = new List<ParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            if (ParameterParser.Parse(parameter, reads) is { } model)
            {
                parameters.Add(model);
                if (model.Argument is { } argument)
                {
                    _arguments.Add((parameter, argument));
                }
            }
            else
            {
                isFit = false;
            }
        }

        var result = ResultParser.Parse(method, writes);
        if (!isFit || result is null)
        {
            return null;
        }

        var description = attribute.Named("Description") as string ?? attribute.Text() ?? scope.Descriptions.Of(method);
        if (description.Length == 0)
        {
            scope.Report.Add(Descriptors.NoDescription, method, method.Name);
        }

        return new(
            name,
            description,
            method.Name,
            method.IsStatic,
            parameters.ToEquatableArray(),
            result,
            attribute.Named("ReadOnly") is true,
            attribute.Named("Destructive") is true,
            timeout,
            attribute.Named("Strict") is true);
    }

    private bool CheckMethod(IMethodSymbol method)
    {
        if (method.IsGenericMethod)
        {
            scope.Report.Add(Descriptors.Generic, method, method.Name);
            return false;
        }

        var reason = method.MethodKind == MethodKind.ExplicitInterfaceImplementation ? "implements an interface explicitly; put the attribute on a method of its own"
            : method.Attribute("System.Diagnostics", "ConditionalAttribute") is not null ? "carries [Conditional], so that the compiler may leave its calls out; remove it, or call that method from one of its own"
            : method.Attribute("System.Runtime.InteropServices", "UnmanagedCallersOnlyAttribute") is not null ? "carries [UnmanagedCallersOnly], so that no C# may call it; put the attribute on a method of its own"
            : null;
        if (reason is not null)
        {
            scope.Report.Add(Descriptors.MethodKind, method, method.Name, reason);
        }

        return reason is null;
    }

    private bool CheckName(IMethodSymbol method, string name)
    {
        if (!IsAccepted(name))
        {
            scope.Report.Add(Descriptors.NameRefused, method, method.Name, name);
            return false;
        }

        // As servers get it that refuse a dot.
        var plain = name.Replace('.', '_');
        if (_byName.TryGetValue(plain, out var other))
        {
            scope.Report.Add(Descriptors.NameClash, method, method.ContainingType.Name, other == name ? name : $"{plain}' where servers refuse a dot, '{other}' and '{name}");
            return false;
        }

        _byName.Add(plain, name);
        return true;
    }

    private bool CheckTimeout(IMethodSymbol method, AttributeData attribute, out int timeout)
    {
        timeout = attribute.Named("TimeoutMilliseconds") as int? ?? 0;
        if (timeout < 0)
        {
            scope.Report.Add(Descriptors.Timeout, attribute, method.Name);
        }

        return timeout >= 0;
    }

    private static bool IsAccepted(string name)
    {
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= MaxNameLength;
    }

    private static string WithoutAsync(string name) =>
        name.Length > "Async".Length && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;
}
