using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Finds the types of a file by name.</summary>
internal sealed class TypeMap
{
    private readonly Dictionary<string, TypeModel> _byName = [];

    public TypeMap(EquatableArray<TypeModel> types)
    {
        foreach (var type in types)
        {
            _byName.Add(type.Name, type);
        }
    }

    public TypeModel this[ValueModel value] => _byName[value.TypeName];
}
