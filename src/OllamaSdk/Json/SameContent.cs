using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>Equality by content of what .NET compares by reference, for the records that hold it.</summary>
internal static class SameContent
{
    public static bool Values<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    public static bool Values(JsonElement? left, JsonElement? right) =>
        left is { } one && right is { } other ? Values(one, other) : left.HasValue == right.HasValue;

    // An element that was never filled holds nothing to look into.
    public static bool Values(JsonElement left, JsonElement right) =>
        left.ValueKind == right.ValueKind && (left.ValueKind == JsonValueKind.Undefined || SameJson(left, right));

    /// <summary>Whether both have equal items in the same order, or both are absent.</summary>
    public static bool Lists<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right)
    {
        if (left is null || right is null || ReferenceEquals(left, right) || left.Count != right.Count)
        {
            return ReferenceEquals(left, right);
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!Items(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether both have equal values under the same keys, or both are absent.</summary>
    public static bool Maps<T>(IReadOnlyDictionary<string, T>? left, IReadOnlyDictionary<string, T>? right)
    {
        if (left is null || right is null || ReferenceEquals(left, right) || left.Count != right.Count)
        {
            return ReferenceEquals(left, right);
        }

        foreach (var (key, value) in left)
        {
            if (!right.TryGetValue(key, out var other) || !Items(value, other))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A hash that costs little: equal JSON has more than one text.</summary>
    public static int Hash(JsonElement? value) => value is { } json ? (int)json.ValueKind + 1 : 0;

    public static int Hash<T>(IReadOnlyList<T>? items)
    {
        var hash = new HashCode();
        foreach (var item in items ?? [])
        {
            hash.Add(Hash(item));
        }

        return hash.ToHashCode();
    }

    /// <summary>The order of the keys means nothing.</summary>
    public static int Hash<T>(IReadOnlyDictionary<string, T>? values)
    {
        var hash = 0;
        foreach (var (key, value) in values ?? new Dictionary<string, T>())
        {
            hash += HashCode.Combine(key, Hash(value));
        }

        return hash;
    }

    private static bool SameJson(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is JSON, but no text that could be compared.
            return left.GetRawText() == right.GetRawText();
        }
    }

    private static bool Items<T>(T left, T right) => (left, right) switch
    {
        (JsonElement one, JsonElement other) => Values(one, other),
        (float[] one, float[] other) => one.AsSpan().SequenceEqual(other),
        _ => EqualityComparer<T>.Default.Equals(left, right),
    };

    private static int Hash<T>(T item) => item switch
    {
        null => 0,
        JsonElement json => (int)json.ValueKind + 1,
        float[] vector => Hash<float>(vector),
        _ => item.GetHashCode(),
    };
}
