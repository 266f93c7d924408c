using System.ComponentModel;
using System.Text.Json;
using OllamaSdk.Loop;

namespace OllamaSdk.CompilerServices;

/// <summary>
/// The answers of types that bring no schema themselves, such as <c>List&lt;Book&gt;</c> and <c>int</c>. Generated code registers each that the assembly
/// asks for by name, when the assembly is loaded.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedAnswer
{
    /// <summary>Makes a type known as an answer.</summary>
    /// <param name="schema">The JSON schema of an object whose one member, <c>value</c>, is the value.</param>
    /// <param name="read">Reads that object, and gives its value.</param>
    public static void Register<T>(Utf8Constant schema, JsonValueReader<T> read) => Slot<T>.Answer = new(schema, read);

    internal static AnswerType<T> Of<T>() => Slot<T>.Answer ?? throw new NotSupportedException(
        $"Nothing was generated that reads a {typeof(T)} as an answer. Name the type where you call ChatAsync, in a project that references the package OllamaSdk; "
        + "or put [LlmSchema] on it; or give its JsonTypeInfo.");

    private static class Slot<T>
    {
        public static GeneratedAnswer<T>? Answer { get; set; }
    }
}

/// <summary>A type that generated code reads out of an object around it.</summary>
internal sealed class GeneratedAnswer<T>(Utf8Constant schema, JsonValueReader<T> read) : AnswerType<T>
{
    private readonly Lazy<JsonElement> _schema = new(() => Parse(schema()));

    public override JsonElement Schema => _schema.Value;

    protected override bool IsWrapped => true;

    protected override T? Read(ref Utf8JsonReader reader)
    {
        JsonRead.Start(ref reader);
        return read(ref reader);
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }
}
