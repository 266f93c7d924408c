using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

public sealed partial record EmbeddingList : IHoldsVectors
{
    /// <summary>
    /// The same with the vectors in the order of the texts: servers may send them in another and say the place of each.
    /// <see langword="null"/> where two of them claim one place, so that the order is not known.
    /// </summary>
    internal EmbeddingList? InOrder()
    {
        if (DataOnWire is null)
        {
            return this;
        }

        var placed = Data.Select((item, place) => (Item: item, Place: item?.Index ?? place)).ToArray();
        var places = placed.Select(one => one.Place).Distinct().Count();
        // Where all claim the same place the server does not number them at all.
        return places == placed.Length ? this with { Data = [.. placed.OrderBy(one => one.Place).Select(one => one.Item)] }
            : places == 1 ? this
            : null;
    }

    internal IReadOnlyList<float[]?> ToVectors() => [.. Data.Select(item => item?.Embedding?.Values.ToArray())];
}
