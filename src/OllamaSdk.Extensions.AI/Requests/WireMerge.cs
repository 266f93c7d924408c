using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Extensions.AI;

/// <summary>Two requests in one.</summary>
internal static class WireMerge
{
    /// <summary>The first, and of the second what the first does not say: member by member, whichever there are.</summary>
    public static T Over<T>(T? first, T second)
        where T : class
    {
        if (first is null)
        {
            return second;
        }

        var type = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var request in (T[])[second, first])
        {
            foreach (var member in JsonSerializer.SerializeToElement(request, type).EnumerateObject())
            {
                members[member.Name] = member.Value;
            }
        }

        return JsonSerializer.Deserialize(ValueJson.ObjectUtf8(members), type)!;
    }
}
