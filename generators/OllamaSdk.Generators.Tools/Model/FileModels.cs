namespace OllamaSdk.Generators.Tools.Model;

/// <summary>The type inside which generated code stands.</summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Headers">The partial declarations from the outermost type to the type itself.</param>
/// <param name="TypeName">The type, fully qualified.</param>
internal sealed record ContainerModel(string HintName, string Namespace, EquatableArray<string> Headers, string TypeName, bool IsStatic);

/// <summary>A type with tools. The types that arguments and results need are listed apart, because they differ.</summary>
/// <param name="Experimental">The diagnostics of what is used and carries <c>[Experimental]</c>.</param>
/// <param name="Bases">The nearest base types with tools of their own, which are inherited: one of a class, any number of an interface.</param>
internal sealed record ToolTypeModel(
    ContainerModel Container,
    EquatableArray<ToolModel> Tools,
    EquatableArray<TypeModel> Reads,
    EquatableArray<TypeModel> Writes,
    EquatableArray<string> Experimental,
    EquatableArray<string> Bases);

/// <summary>A type with <c>[LlmSchema]</c>.</summary>
/// <param name="Experimental">The diagnostics of what is used and carries <c>[Experimental]</c>.</param>
internal sealed record SchemaTypeModel(
    ContainerModel Container,
    ValueModel Root,
    EquatableArray<TypeModel> Reads,
    EquatableArray<TypeModel> Writes,
    EquatableArray<string> Experimental);

/// <summary>A type that a call names for its answer, and that brings no schema itself.</summary>
/// <param name="Value">The member <c>value</c> of the object in which it travels.</param>
/// <param name="Experimental">The diagnostics of what is used and carries <c>[Experimental]</c>.</param>
internal sealed record AnswerModel(MemberModel Value, EquatableArray<TypeModel> Reads, EquatableArray<string> Experimental)
{
    /// <summary>What makes it one type at run time, where a question mark after a class means nothing.</summary>
    public string Key => Value.Value.IsValueType ? Value.Value.Type : Value.Value.TypeName;
}
