using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>For an item of a stream: which members differ from item to item, and how a copy of an item gets others in their place.</summary>
internal static class VaryingMembersWriter
{
    public static CodeWriter VaryingMembers(this CodeWriter writer, ApiDescription api, RecordType item, bool isItem, MemberKinds kinds)
    {
        var records = api.Types.OfType<RecordType>().ToDictionary(type => type.Name, StringComparer.Ordinal);
        var paths = isItem ? PathsOf(item, "", records, []).ToList() : [];
        if (paths.Count == 0)
        {
            return writer;
        }

        writer.Line()
            .Line($"static string[] IStreamItem.VaryingMembers => [{string.Join(", ", paths.Select(Literal.Of))}];")
            .Line()
            .Line("// Null where a value is unusual.")
            .Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]")
            .Open("static IStreamItem? IStreamItem.TryFill(IStreamItem known, in VaryingValues values)")
            .Line($"var value = ({item.Name})known with {{ }};");
        Fill(writer, item, "value", "", paths, records, kinds);
        return writer.Line("return value;").Close();
    }

    private static IEnumerable<string> PathsOf(RecordType type, string prefix, IReadOnlyDictionary<string, RecordType> records, IReadOnlyList<RecordType> above)
    {
        foreach (var property in above.Contains(type) ? [] : type.Properties)
        {
            if (records.TryGetValue(QuickReaderWriter.ElementOf(property.Type), out var nested))
            {
                foreach (var path in PathsOf(nested, PathOf(prefix, property), records, [.. above, type]))
                {
                    yield return path;
                }
            }
            else if (property.Varies || property.Drifts)
            {
                yield return PathOf(prefix, property);
            }
        }
    }

    private static void Fill(
        CodeWriter writer, RecordType type, string target, string prefix, List<string> paths, IReadOnlyDictionary<string, RecordType> records, MemberKinds kinds)
    {
        foreach (var property in type.Properties)
        {
            var path = PathOf(prefix, property);
            if (paths.IndexOf(path) is var place && place >= 0)
            {
                writer.Open($"if (values.Has({1 << place}))")
                    .Open($"if (!values.TryRead({place}, out {property.Type}? plain))")
                    .Line("return null;")
                    .Close()
                    .Line();
                var stored = $"{target}.{(property.WireType is null ? kinds.Stored(type, property) : property.Name)}";
                if (property.Drifts)
                {
                    writer.Open($"if ({stored} != plain)").Line($"{stored} = plain;").Line($"(({type.Name})known)._shared = {target}._shared;").Close();
                }
                else
                {
                    writer.Line($"{stored} = plain;");
                }

                writer.Close().Line();
                continue;
            }

            var below = paths.Select((one, index) => (one, index)).Where(one => one.one.StartsWith(path + ".", StringComparison.Ordinal)).ToList();
            if (below.Count > 0)
            {
                var nested = records[QuickReaderWriter.ElementOf(property.Type)];
                var isList = nested.Name != property.Type;
                var name = RecordWriter.Field(property)[1..];
                var holder = kinds.Stored(type, property);
                writer.Open($"if (values.Has({below.Sum(one => 1 << one.index)}))")
                    .Line($"var {name} = {target}.{holder}!{(isList ? "[0]" : "")} with {{ }};")
                    .Line(!isList ? $"{target}.{holder} = {name};"
                        : $"{target}.{(SharedPartWriter.Holds(type, property) ? holder : RecordWriter.Field(property))} = new OneItem<{nested.Name}>({name});");
                Fill(writer, nested, name, path, paths, records, kinds);
                writer.Close().Line();
            }
        }
    }

    // A list counts where it has one element.
    private static string PathOf(string prefix, RecordProperty property) =>
        $"{(prefix.Length == 0 ? "" : prefix + ".")}{property.WireName}{(property.Type.StartsWith("IReadOnlyList<", StringComparison.Ordinal) ? "[0]" : "")}";
}
