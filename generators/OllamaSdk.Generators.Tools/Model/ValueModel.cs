namespace OllamaSdk.Generators.Tools.Model;

/// <summary>The use of a type: by a parameter, a member, an item.</summary>
/// <param name="Type">The C# type as declared, with its question mark.</param>
/// <param name="TypeName">The <see cref="TypeModel.Name"/> it refers to.</param>
/// <param name="IsNullable">Whether JSON null is a value of it.</param>
/// <param name="IsValueType">Whether the type without its question mark is a struct.</param>
internal sealed record ValueModel(string Type, string TypeName, bool IsNullable, bool IsValueType);
