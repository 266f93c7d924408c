using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Http.Diagnostics;
using OllamaSdk.Generators.Http.Emission;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>Finds out what becomes of one parameter.</summary>
internal sealed class ParameterParser(string display, IParameterSymbol parameter, List<string> placeholders, DiagnosticBag report)
{
    private readonly List<string> _roles = [];
    private string? _alias;
    private string? _header;
    private string? _key;

    public static bool IsToken(IParameterSymbol parameter) =>
        HttpNames.Is(parameter.Type, "System.Threading", nameof(CancellationToken));

    /// <summary>The parameter, or <see langword="null"/> where something was reported or the compiler has something to report.</summary>
    public ParameterModel? Parse()
    {
        if (parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType
            || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
        {
            report.Add(Descriptors.ByReference, parameter, display, parameter.Name);
            return null;
        }

        if (!ReadAttributes() || ValueTypes.IsUnresolved(parameter.Type))
        {
            return null;
        }

        var placeholder = PathTemplate.IndexOf(placeholders, _alias ?? parameter.Name);
        var isToken = IsToken(parameter);
        if (HasConflict(placeholder >= 0, isToken))
        {
            report.Add(Descriptors.ConflictingRoles, parameter, display, parameter.Name);
            return null;
        }

        return isToken ? Model(ParameterRole.Token, "")
            : placeholder >= 0 ? Scalar(ParameterRole.Path, placeholders[placeholder], "path")
            : _roles.Count == 0 || _roles[0] == "QueryAttribute" ? Query()
            : _roles[0] == "BodyAttribute" ? Body()
            : _roles[0] == "HeaderAttribute" ? Scalar(ParameterRole.Header, _header!, "header")
            : Model(ParameterRole.Property, _key ?? parameter.Name);
    }

    private bool HasConflict(bool inPath, bool isToken)
    {
        var isPlain = _roles.Count == 0 && _alias is null;
        var isQuery = _roles.Count == 0 || _roles[0] == "QueryAttribute";
        return _roles.Count > 1
            || (isToken && (inPath || !isPlain))
            || (inPath && _roles.Count > 0)
            || (_alias is not null && !isQuery);
    }

    private bool ReadAttributes()
    {
        var usable = true;
        foreach (var attribute in parameter.GetAttributes())
        {
            if (!HttpNames.IsInHttpNamespace(attribute.AttributeClass))
            {
                continue;
            }

            var name = attribute.AttributeClass!.Name;
            if (attribute.IsBroken() || !Read(attribute, name))
            {
                usable = false;
            }
            else if (name != "AliasAsAttribute")
            {
                _roles.Add(name);
            }
        }

        return usable;
    }

    private bool Read(AttributeData attribute, string name)
    {
        switch (name)
        {
            case "BodyAttribute" or "QueryAttribute":
                return true;
            case "AliasAsAttribute":
                return HasName(attribute, _alias = attribute.Text());
            case "PropertyAttribute":
                return (_key = attribute.Text()) is null || HasName(attribute, _key);
            case "HeaderAttribute":
                _header = attribute.Text();
                if (!HeaderParser.IsName(_header))
                {
                    report.Add(Descriptors.HeaderText, attribute, _header ?? "null");
                    return false;
                }

                return true;
            default:
                report.Add(Descriptors.UnknownAttribute, attribute, $"{display}({parameter.Name})", name);
                return false;
        }
    }

    private bool HasName(AttributeData attribute, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            report.Add(Descriptors.EmptyName, attribute, display, parameter.Name);
            return false;
        }

        return true;
    }

    private ParameterModel? Query() =>
        ValueTypes.IsScalarCollection(parameter.Type)
            ? Model(ParameterRole.QueryItems, _alias ?? parameter.Name)
            : Scalar(ParameterRole.Query, _alias ?? parameter.Name, "query");

    private ParameterModel? Scalar(ParameterRole role, string wireName, string place)
    {
        if (!ValueTypes.IsScalar(parameter.Type))
        {
            report.Add(Descriptors.ValueType, parameter, display, parameter.Name, TypeText.Short(parameter.Type), place);
            return null;
        }

        return Model(role, wireName);
    }

    private ParameterModel? Body()
    {
        var type = parameter.Type;
        var isStream = HttpNames.DerivesFrom(type, "System.IO", "Stream");
        var isContent = HttpNames.DerivesFrom(type, "System.Net.Http", "HttpContent");
        var isDerived = (isStream && type.Name != "Stream") || (isContent && type.Name != "HttpContent");
        if (isDerived || type.NullableAnnotation == NullableAnnotation.Annotated || type.SpecialType == SpecialType.System_Object)
        {
            report.Add(Descriptors.BodyType, parameter, display, parameter.Name, TypeText.Short(type));
            return null;
        }

        var isRaw = isStream || isContent || type.SpecialType == SpecialType.System_String;
        return Model(isRaw ? ParameterRole.RawBody : ParameterRole.JsonBody, "");
    }

    private ParameterModel Model(ParameterRole role, string wireName) =>
        new(Naming.Identifier(parameter.Name), TypeText.Qualified(parameter.Type), role, wireName);
}
