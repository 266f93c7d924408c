using System.Collections;
using System.Text;
using System.Text.Json;
using OllamaSdk.CompilerServices;
using OllamaSdk.Loop;

namespace OllamaSdk;

/// <summary>
/// A list as a typed answer: <c>ChatAsync&lt;LlmList&lt;Book&gt;&gt;(…)</c>, on every client, streamed or not. Servers and models do best with objects, so
/// that it travels as the member <c>value</c> of one.
/// </summary>
/// <typeparam name="T">The items; usually a partial type with <see cref="LlmSchemaAttribute"/>.</typeparam>
public sealed class LlmList<T> : IReadOnlyList<T>, ILlmSchema<LlmList<T>>, IWrappedSchema
    where T : ILlmSchema<T>
{
    private static readonly byte[] Schema = Encoding.UTF8.GetBytes(WrappedSchema.OfList(SchemaAnswer<T>.Instance.Schema).GetRawText());

    private readonly T[] _items;

    /// <summary>A list of these items, for tests.</summary>
    /// <param name="items">The items.</param>
    public LlmList(IEnumerable<T> items) => _items = [.. items];

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    static ReadOnlySpan<byte> ILlmSchema<LlmList<T>>.SchemaUtf8 => Schema;

    static LlmList<T> ILlmSchema<LlmList<T>>.Read(ref Utf8JsonReader reader)
    {
        JsonRead.Start(ref reader);
        JsonRead.BeginObject(ref reader);
        if (!JsonRead.NextMember(ref reader))
        {
            throw JsonRead.Missing(ref reader, WrappedSchema.Member);
        }

        if (!reader.ValueTextEquals(WrappedSchema.Member))
        {
            throw JsonRead.Unknown(ref reader);
        }

        reader.Read();
        JsonRead.BeginArray(ref reader);
        var items = new List<T>();
        while (JsonRead.NextItem(ref reader))
        {
            items.Add(T.Read(ref reader));
        }

        return JsonRead.NextMember(ref reader) ? throw JsonRead.Unknown(ref reader) : new(items);
    }

    static void ILlmSchema<LlmList<T>>.Write(Utf8JsonWriter writer, LlmList<T> value)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(WrappedSchema.Member);
        foreach (var item in value)
        {
            T.Write(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
