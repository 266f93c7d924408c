using System.Text.Json;

namespace OllamaSdk.ContractTests;

/// <summary>Reads recorded JSON by path; what is not there is null.</summary>
internal static class RecordedJson
{
    public static JsonElement? At(this JsonElement json, params string[] path)
    {
        foreach (string name in path)
        {
            if (!json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json;
    }

    public static string? Text(this JsonElement json, params string[] path) => json.At(path)?.GetString();

    public static long? Number(this JsonElement json, params string[] path) => json.At(path)?.GetInt64();

    public static bool? Flag(this JsonElement json, params string[] path) => json.At(path)?.GetBoolean();

    public static JsonElement ToJson(this string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
