using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The types of one JSON token, or of any JSON.</summary>
internal static class ScalarTypes
{
    private const string TimePattern = "\"pattern\":\"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,7})?)?$\"";

    private static readonly ScalarModel _bytes = new(ScalarKind.OtherText, "Bytes", "Value", "string", "\"contentEncoding\":\"base64\"");

    private static readonly Dictionary<string, ScalarModel> _byName = new()
    {
        ["System.Boolean"] = new(ScalarKind.Boolean, "Boolean", "Value", "boolean", ""),
        ["System.SByte"] = Integer("SByte", "Int64", "\"minimum\":-128,\"maximum\":127"),
        ["System.Byte"] = Integer("Byte", "UInt64", "\"minimum\":0,\"maximum\":255"),
        ["System.Int16"] = Integer("Int16", "Int64", "\"minimum\":-32768,\"maximum\":32767"),
        ["System.UInt16"] = Integer("UInt16", "UInt64", "\"minimum\":0,\"maximum\":65535"),
        ["System.Int32"] = Integer("Int32", "Int64", ""),
        ["System.UInt32"] = Integer("UInt32", "UInt64", "\"minimum\":0,\"maximum\":4294967295"),
        ["System.Int64"] = Integer("Int64", "Int64", ""),
        ["System.UInt64"] = Integer("UInt64", "UInt64", "\"minimum\":0"),
        ["System.Int128"] = Integer("Int128", "Int128", ""),
        ["System.UInt128"] = Integer("UInt128", "UInt128", "\"minimum\":0"),
        ["System.Numerics.BigInteger"] = Integer("BigInteger", "BigInteger", ""),
        ["System.Half"] = new(ScalarKind.Number, "Half", "Half", "number", "\"minimum\":-65504,\"maximum\":65504"),
        ["System.Single"] = new(ScalarKind.Number, "Single", "Value", "number", ""),
        ["System.Double"] = new(ScalarKind.Number, "Double", "Value", "number", ""),
        ["System.Decimal"] = new(ScalarKind.Decimal, "Decimal", "Value", "number", ""),
        ["System.String"] = new(ScalarKind.String, "String", "Value", "string", ""),
        ["System.Char"] = Text("Char", "\"minLength\":1,\"maxLength\":1"),
        ["System.DateTime"] = Text("DateTime", "\"format\":\"date-time\""),
        ["System.DateTimeOffset"] = Text("DateTimeOffset", "\"format\":\"date-time\""),
        ["System.DateOnly"] = Text("DateOnly", "\"format\":\"date\""),
        ["System.TimeOnly"] = Text("TimeOnly", TimePattern),
        ["System.TimeSpan"] = Text("TimeSpan", "\"format\":\"duration\""),
        ["System.Guid"] = Text("Guid", "\"format\":\"uuid\""),
        ["System.Uri"] = Text("Uri", "\"format\":\"uri\""),
        ["System.Version"] = Text("Version", "\"pattern\":\"^[0-9]+([.][0-9]+){1,3}$\""),
        ["System.Text.Json.JsonElement"] = new(ScalarKind.Any, "Element", "Value", "", ""),
        ["System.Text.Json.Nodes.JsonNode"] = new(ScalarKind.Any, "Node", "Node", "", ""),
        ["System.Text.Json.Nodes.JsonObject"] = new(ScalarKind.Any, "Object", "Node", "object", ""),
        ["System.Text.Json.Nodes.JsonArray"] = new(ScalarKind.Any, "Array", "Node", "array", ""),
    };

    public static ScalarModel? Find(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte } => _bytes,
        INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory", TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } when Names.NamespaceOf(type) == "System" => _bytes,
        INamedTypeSymbol { ContainingType: null, Arity: 0 } => _byName.TryGetValue($"{Names.NamespaceOf(type)}.{type.Name}", out var found) ? found : null,
        _ => null,
    };

    private static ScalarModel Integer(string reader, string writer, string rest) => new(ScalarKind.Integer, reader, writer, "integer", rest);

    private static ScalarModel Text(string reader, string rest) => new(ScalarKind.OtherText, reader, "Value", "string", rest);
}
