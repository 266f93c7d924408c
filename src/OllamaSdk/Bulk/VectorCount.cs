namespace OllamaSdk.Bulk;

/// <summary>Vectors have no names: only their number says that each text has its own, and only vectors of one length can be compared.</summary>
internal static class VectorCount
{
    /// <param name="vectors">What the server sent, in the order of the texts.</param>
    /// <param name="texts">How many texts it was sent.</param>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="model">The model that was asked.</param>
    /// <exception cref="LlmProtocolException">There are more or fewer vectors than texts, or not all of them have the same length.</exception>
    public static IReadOnlyList<float[]> Check(IReadOnlyList<float[]?>? vectors, int texts, Uri? endpoint = null, string? model = null)
    {
        CheckLengths((vectors ?? []).Select(vector => vector?.Length), texts, endpoint, model);
        return vectors!;
    }

    /// <summary>The same by the lengths alone; no vector has none.</summary>
    /// <inheritdoc cref="Check"/>
    public static void CheckLengths(IEnumerable<int?> lengths, int texts, Uri? endpoint, string? model)
    {
        int there = 0, missing = 0, first = -1, odd = -1;
        foreach (var length in lengths)
        {
            if (length is not { } numbers)
            {
                missing++;
                continue;
            }

            there++;
            first = first < 0 ? numbers : first;
            odd = numbers == 0 || numbers != first ? numbers : odd;
        }

        if (there != texts || missing > 0)
        {
            throw Fault($"The server sent {Plural.Of(there, "vector")} for {Plural.Of(texts, "text")}, so it is not known which belongs to which.");
        }

        if (odd >= 0)
        {
            throw Fault(odd == 0 ? "The server sent a vector without numbers." : $"The server sent vectors of {first} and of {odd} numbers, which cannot be compared.");
        }

        LlmProtocolException Fault(string message) => new(message) { Endpoint = endpoint, Model = model };
    }
}
