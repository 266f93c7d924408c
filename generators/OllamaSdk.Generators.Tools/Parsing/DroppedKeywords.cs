using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Emission;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Tells which keywords of a parameter's schema Ollama's server leaves out before the model sees it.</summary>
/// <remarks>It looks at the very text that is emitted. The text is ours: compact, and without a mistake.</remarks>
internal sealed class DroppedKeywords
{
    private readonly SortedSet<string> _dropped = new(StringComparer.Ordinal);
    private readonly string _json;
    private int _at;

    private DroppedKeywords(string json) => _json = json;

    public static void Report(IParameterSymbol parameter, MemberModel member, TypeMap types, Scope scope)
    {
        var found = new DroppedKeywords(new SchemaWriter(types).Object([member], ""));
        found.Root();
        if (found._dropped.Count > 0)
        {
            scope.Report.Add(Descriptors.DroppedKeyword, parameter, parameter.Name, string.Join(", ", found._dropped));
        }
    }

    // Of the whole only "properties" speaks of the parameter, and the server keeps "$defs".
    private void Root() => Members((key) =>
    {
        if (key == "properties")
        {
            Members(_ => Property());
        }
        else
        {
            Skip();
        }
    });

    private void Property() => Members(key =>
    {
        switch (key)
        {
            case "properties":
                Members(_ => Property());
                break;
            case "anyOf":
                Items();
                break;
            case "type" or "description" or "enum" or "required" or "items":
                Skip();
                break;
            default:
                _dropped.Add(key);
                Skip();
                break;
        }
    });

    private void Members(Action<string> read)
    {
        _at++;
        while (_json[_at] != '}')
        {
            _at += _json[_at] == ',' ? 1 : 0;
            var start = _at + 1;
            Text();
            var key = _json.Substring(start, _at - start - 1);
            _at++;
            read(key);
        }

        _at++;
    }

    private void Items()
    {
        _at++;
        while (_json[_at] != ']')
        {
            _at += _json[_at] == ',' ? 1 : 0;
            Property();
        }

        _at++;
    }

    private void Skip()
    {
        var depth = 0;
        do
        {
            switch (_json[_at])
            {
                case '"':
                    Text();
                    continue;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
            }

            _at++;
        }
        while (depth > 0 || _json[_at] is not (',' or '}' or ']'));
    }

    private void Text()
    {
        _at++;
        while (_json[_at] != '"')
        {
            _at += _json[_at] == '\\' ? 2 : 1;
        }

        _at++;
    }
}
