using System.Linq;
using System.Text;
using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Writes JSON schema, its keywords always in the same order.</summary>
internal sealed class SchemaWriter(TypeMap types)
{
    private readonly StringBuilder _json = new();
    private readonly List<TypeModel> _definitions = [];

    // Servers drop a reference in a tool's parameter, so a type that is part of itself is told once in full before it is referred to.
    private bool _isInside;
    private ObjectModel? _root;

    /// <summary>The schema of an object.</summary>
    public string Object(ObjectModel root)
    {
        _isInside = root.IsRecursive;
        _root = root;
        return Object(root.Members, root.Description);
    }

    /// <summary>The schema of an object with these members.</summary>
    public string Object(IReadOnlyList<MemberModel> members, string description)
    {
        Property("type", "\"object\"", isFirst: true);
        Describe(description);
        Members(members);
        Close(_root);
        Definitions();
        return $"{{{_json}}}";
    }

    /// <summary>The schema of what a method gives, as it is written; empty where that is no JSON.</summary>
    public string Result(ResultModel result)
    {
        if (result.Value is not { } value)
        {
            return "";
        }

        if (result.Kind == ResultKind.Stream)
        {
            _json.Append("{\"type\":\"array\",\"items\":");
        }

        Value(value, null);
        if (result.Kind != ResultKind.Stream)
        {
            _json.Length--;
        }

        Definitions();
        return _json.Append('}').ToString();
    }

    private void Definitions()
    {
        if (_definitions.Count == 0)
        {
            return;
        }

        _isInside = true;
        _json.Append(",\"$defs\":{");
        for (var i = 0; i < _definitions.Count; i++)
        {
            _json.Append(i == 0 ? "" : ",").Append(Literals.Quote(_definitions[i].Id)).Append(":{");
            if (_definitions[i].Union is { } union)
            {
                Kinds(union, isNullable: false, isFirst: true);
                Describe(union.Description);
            }
            else
            {
                WriteObject(_definitions[i].Object!);
            }

            _json.Append('}');
        }

        _json.Append('}');
    }

    private void WriteObject(ObjectModel type)
    {
        Property("type", "\"object\"", isFirst: true);
        Describe(type.Description);
        Members(type.Members, type.Kind);
        Close(type);
    }

    private void Kinds(UnionModel union, bool isNullable, bool isFirst = false)
    {
        _json.Append(isFirst ? "\"anyOf\":[" : ",\"anyOf\":[");
        for (var i = 0; i < union.Kinds.Count; i++)
        {
            _json.Append(i == 0 ? "{" : ",{");
            WriteObject(union.Kinds[i].Object!);
            _json.Append('}');
        }

        _json.Append(isNullable ? ",{\"type\":\"null\"}]" : "]");
    }

    private void Close(ObjectModel? type) => _json.Append(type is { IsClosed: true } ? ",\"additionalProperties\":false" : "");

    private void Members(IReadOnlyList<MemberModel> members, KindModel? kind = null)
    {
        _json.Append(",\"properties\":{");
        var required = new List<string>();
        if (kind is not null)
        {
            // Not "const", which Ollama's server drops.
            _json.Append(Literals.Quote(kind.Member)).Append(kind.Text is null ? ":{\"type\":\"integer\",\"enum\":[" : ":{\"type\":\"string\",\"enum\":[").Append(kind.Json).Append("]}");
            required.Add(Literals.Quote(kind.Member));
        }

        for (var i = 0; i < members.Count; i++)
        {
            _json.Append(i == 0 && kind is null ? "" : ",").Append(Literals.Quote(members[i].JsonName)).Append(':');
            Value(members[i].Value, members[i]);
            if (members[i].IsRequired)
            {
                required.Add(Literals.Quote(members[i].JsonName));
            }
        }

        _json.Append('}');
        if (required.Count > 0)
        {
            _json.Append(",\"required\":[").Append(string.Join(",", required)).Append(']');
        }
    }

    /// <param name="member">The parameter or member of that type; <see langword="null"/> for an item.</param>
    /// <param name="constraint">What is demanded of an item.</param>
    private void Value(ValueModel value, MemberModel? member, ConstraintModel? constraint = null)
    {
        _json.Append('{');
        var start = _json.Length;
        var type = types[value];
        var isReference = _isInside && type.IsRecursive;
        if (isReference)
        {
            Reference(type, value.IsNullable);
        }
        else if (JsonType(type) is { Length: > 0 } name)
        {
            Property("type", value.IsNullable ? $"[\"{name}\",\"null\"]" : $"\"{name}\"", isFirst: true);
        }

        constraint ??= member?.Constraint ?? ConstraintModel.None;
        Describe(SchemaDescription.Of(member?.Description ?? "", constraint, type));
        if (!isReference)
        {
            Body(type, value, constraint);
        }

        if (member?.DefaultJson is { Length: > 0 } json)
        {
            Property("default", json);
        }

        if (_json.Length > start && _json[start] == ',')
        {
            _json.Remove(start, 1);
        }

        _json.Append('}');
    }

    private static string JsonType(TypeModel type) => type.Form switch
    {
        TypeForm.Scalar => type.Scalar!.SchemaType,
        TypeForm.Enum => "string",
        TypeForm.Flags or TypeForm.List => "array",
        TypeForm.Union => "",
        _ => "object",
    };

    private void Body(TypeModel type, ValueModel value, ConstraintModel constraint)
    {
        switch (type.Form)
        {
            case TypeForm.Scalar:
                ConstraintKeywords.Write(_json, type.Scalar!, constraint, value.IsNullable);
                break;
            case TypeForm.Enum:
                Names(type.Enum!, constraint, value.IsNullable);
                break;
            case TypeForm.Flags:
                _json.Append(",\"items\":{\"type\":\"string\"");
                Names(type.Enum!, ConstraintModel.None, isNullable: false);
                _json.Append('}');
                break;
            case TypeForm.List:
                _json.Append(",\"items\":");
                Value(type.List!.Item, null, constraint.Items);
                _json.Append(type.List.IsSet ? ",\"uniqueItems\":true" : "");
                ConstraintKeywords.WriteCount(_json, constraint, "Items");
                break;
            case TypeForm.Map:
                MapKeys(types[type.Map!.Key]);
                _json.Append(",\"additionalProperties\":");
                Value(type.Map.Item, null);
                ConstraintKeywords.WriteCount(_json, constraint, "Properties");
                break;
            case TypeForm.Object:
                var wasInside = _isInside;
                _isInside |= type.Object!.IsRecursive;
                Members(type.Object.Members);
                Close(type.Object);
                _isInside = wasInside;
                break;
            case TypeForm.Union:
                var wasIn = _isInside;
                _isInside |= type.Union!.IsRecursive;
                Kinds(type.Union, value.IsNullable);
                _isInside = wasIn;
                break;
        }
    }

    private void MapKeys(TypeModel key)
    {
        if (key.Enum is { } names)
        {
            _json.Append(",\"propertyNames\":{\"type\":\"string\"");
            Names(names, ConstraintModel.None, isNullable: false);
            _json.Append('}');
        }
    }

    private void Names(EnumModel type, ConstraintModel constraint, bool isNullable)
    {
        var names = new List<string>();
        foreach (var allowed in constraint.Allowed)
        {
            names.Add(allowed.Json);
        }

        if (names.Count == 0)
        {
            var denied = constraint.Denied.Select(value => value.Json).ToList();
            names.AddRange(type.Members.Select(member => Literals.Quote(member.JsonName)).Where(name => !denied.Contains(name)));
        }

        Property("enum", $"[{string.Join(",", names)}{(isNullable ? ",null" : "")}]");
    }

    private void Reference(TypeModel type, bool isNullable)
    {
        if (!_definitions.Contains(type))
        {
            _definitions.Add(type);
        }

        var reference = $"\"$ref\":\"#/$defs/{type.Id}\"";
        _json.Append(isNullable ? $"\"anyOf\":[{{{reference}}},{{\"type\":\"null\"}}]" : reference);
    }

    private void Describe(string description)
    {
        if (description.Length > 0)
        {
            Property("description", Literals.Quote(description));
        }
    }

    private void Property(string name, string json, bool isFirst = false) =>
        _json.Append(isFirst ? "" : ",").Append('"').Append(name).Append("\":").Append(json);
}
