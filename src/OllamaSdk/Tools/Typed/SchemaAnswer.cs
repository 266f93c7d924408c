using System.Text.Json;

namespace OllamaSdk.Loop;

/// <summary>A type that brings its schema and its reader.</summary>
internal sealed class SchemaAnswer<T> : AnswerType<T>
    where T : ILlmSchema<T>
{
    private SchemaAnswer()
    {
        var reader = new Utf8JsonReader(T.SchemaUtf8);
        Schema = JsonElement.ParseValue(ref reader);
    }

    public static SchemaAnswer<T> Instance { get; } = new();

    public override JsonElement Schema { get; }

    protected override T? Read(ref Utf8JsonReader reader) => T.Read(ref reader);
}
