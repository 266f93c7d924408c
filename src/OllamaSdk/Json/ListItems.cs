namespace OllamaSdk.Json;

/// <summary>Lists as servers send them.</summary>
internal static class ListItems
{
    /// <summary>The list without its nulls; itself where it has none, which is nearly always.</summary>
    public static IReadOnlyList<T>? Present<T>(IReadOnlyList<T>? list)
        where T : class
    {
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            if (list![i] is null)
            {
                return [.. list.Where(item => item is not null)];
            }
        }

        return list;
    }
}
