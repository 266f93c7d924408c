using System.Collections;

namespace OllamaSdk.Json;

/// <summary>A list of one element, smaller than an array: most lists in the pieces of a stream have one.</summary>
internal sealed class OneItem<T>(T item) : IReadOnlyList<T>
{
    public int Count => 1;

    public T this[int index] => index == 0 ? item : throw new ArgumentOutOfRangeException(nameof(index), index, "The list has one element.");

    public IEnumerator<T> GetEnumerator()
    {
        yield return item;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
